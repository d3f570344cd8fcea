import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CallerSocket } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import type { AdminCaller, AdminRequest } from './admin-caller';
import type { Initiator, RequestOrigin } from './audit-log';

/** A parameter of a handler that is read from its request. */
export const fromRequest = <T>(read: (request: AdminRequest) => T) =>
  createParamDecorator((_: unknown, context: ExecutionContext) =>
    read(context.switchToHttp().getRequest<AdminRequest>()),
  );

const fromReply = <T>(read: (reply: FastifyReply) => T) =>
  createParamDecorator((_: unknown, context: ExecutionContext) =>
    read(context.switchToHttp().getResponse<FastifyReply>()),
  );

/** `@Caller() caller: AdminCaller`: the caller. */
export const Caller = fromRequest(({ adminCaller }): AdminCaller | undefined => adminCaller);

const originOf = ({ id, ip }: AdminRequest): RequestOrigin => ({ correlationId: id, source: ip });

/** `@Origin() origin: RequestOrigin`: the request and its source. */
export const Origin = fromRequest(originOf);

/** `@InitiatedBy() initiator: Initiator`: the origin and the actor, for the audit log. */
export const InitiatedBy = fromRequest(
  (request): Initiator => ({ actor: request.adminCaller.actor, ...originOf(request) }),
);

/** `@Socket() socket: CallerSocket`: the connection, whose end ends a list. */
export const Socket = fromRequest(({ raw }): CallerSocket => raw.socket);

/** Sets a header of the answer. */
export type SetHeader = (name: string, value: string) => void;
export const HeaderSetter = fromReply(
  (reply): SetHeader =>
    (name, value) =>
      void reply.header(name, value),
);

/** Sets the status of the answer, where it is not always the same. */
export type SetStatus = (status: number) => void;
export const StatusSetter = fromReply(
  (reply): SetStatus =>
    (status) =>
      void reply.code(status),
);
