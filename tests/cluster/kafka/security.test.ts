import { deployer } from "../support/deployer";
import { listenerTests } from "./listeners";
import { reachTests } from "./reach";
import { rightsTests } from "./rights";
import { rotationTests } from "./rotation";
import { Secured } from "./secured";

describe(`Kafka keeps to who may do what, deployed by ${deployer.name}`, () => {
  const secured = new Secured();
  before(() => secured.up());
  after(() => secured.down());

  describe("its listeners", () => listenerTests(secured));
  describe("its users", () => rightsTests(secured));
  describe("its passwords and certificates, which are replaced", () => rotationTests(secured));
  describe("its ports", () => reachTests(secured));
});
