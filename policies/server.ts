import { Server, type UntypedServiceImplementation } from "@grpc/grpc-js";

/** What the SDK answers the engine's calls with, by call. */
export type Handlers = UntypedServiceImplementation;

/** Puts something before the SDK's own handlers, which it has no place for. To be called before the pack is made. */
export function wrapHandlers(...wraps: ((handlers: Handlers) => Handlers)[]): void {
  const prototype = Server.prototype as { addService: (service: object, handlers: Handlers) => void };
  const { addService } = prototype;
  prototype.addService = function (service, handlers) {
    const wrapped = wraps.reduce((current, wrap) => wrap(current), handlers);
    addService.call(this, service, wrapped);
  };
}
