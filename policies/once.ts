import type { handleUnaryCall } from "@grpc/grpc-js";
import type { AnalyzerResource, AnalyzeRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Handlers } from "./server";

/** One question of the engine. */
interface Question {
  /** What the first policy has read, for the others. */
  read?: unknown;
  /** Takes from the request what has been read, so that the SDK does not read it again for every policy. */
  empty: () => void;
}

const questions = new AsyncLocalStorage<Question>();

/** What `read` gives, read once for all policies that answer the same question. */
export function once<T>(read: () => T): T {
  const question = questions.getStore();
  if (!question) return read();
  question.read ??= read();
  question.empty();
  return question.read as T;
}

/** Makes {@link once} know where a question begins and ends, and leaves out resources that no policy looks at. */
export function readOnce(isJudged: (type: string) => boolean): (handlers: Handlers) => Handlers {
  return (handlers) => {
    const sdk = handlers as { analyze: Call<AnalyzeRequest>; analyzeStack: Call<AnalyzeStackRequest> };
    const analyze: Call<AnalyzeRequest> = (call, callback) => {
      const { request } = call;
      const empty = () => void (request.getProperties = () => nothing as ReturnType<typeof request.getProperties>);
      if (!isJudged(request.getType())) empty();
      questions.run({ empty }, () => sdk.analyze(call, callback));
    };
    const analyzeStack: Call<AnalyzeStackRequest> = (call, callback) => {
      const resources = call.request.getResourcesList().filter((resource) => isJudged(resource.getType()));
      call.request.getResourcesList = (): AnalyzerResource[] => resources;
      questions.run({ empty: () => void (resources.length = 0) }, () => sdk.analyzeStack(call, callback));
    };
    return { ...handlers, analyze, analyzeStack };
  };
}

type Call<Request> = handleUnaryCall<Request, unknown>;

/** Properties in the shape that the SDK reads. */
const nothing: unknown = { toJavaScript: () => ({}) };
