import { z } from "zod";
import { scalars } from "../schema";
import { kafkaSettings } from "./schema";

const topic = kafkaSettings.shape.topics.unwrap().element.extend({ config: scalars.default({}) });
const name = z.string().transform((text) => topic.parse({ name: text }));

/** The fields that a stack file may write shorter: scalars in `config`, and a name alone for a topic of which nothing else is said. */
export const kafkaForPeople = { config: scalars.default({}), topics: z.array(z.union([name, topic])).default([]) };
