import { Controller, UsePipes, applyDecorators, type Type } from '@nestjs/common';
import type { ConsoleRole, EventType, Shape } from '@rollcall/contracts';
import { DtoPipe } from './dto.pipe';
import type { OperatorActionType } from './operator-audit-log';

/** In rising order: each may what the ones before it may. `anyone` needs no credential. */
export const RANKS = ['anyone', 'viewer', 'administrator', 'operator'] as const;
export type Rank = (typeof RANKS)[number];

/** Whether a role has at least a rank. */
export const reaches = (role: ConsoleRole, rank: Rank): boolean =>
  RANKS.indexOf(role) >= RANKS.indexOf(rank);

/** Bytes of a body of the admin API, where its handler names no limit of its own. */
export const ADMIN_BODY_LIMIT = 65_536;

type Recorded = EventType | OperatorActionType;
type Answer = Shape<unknown> | null;

/**
 * The declarations of a handler, made by the decorators below. The gate, the idempotency keys and
 * the OpenAPI document read them; method, path and DTOs come from Nest's decorators.
 */
export interface Operation {
  readonly role: Rank;
  readonly summary: string;
  readonly answer?: Answer;
  readonly statuses?: readonly number[];
  readonly lines?: true;
  readonly records?: readonly Recorded[] | { readonly nothing: string };
  readonly refusals?: readonly number[];
  readonly bodyLimit?: number;
  readonly isAttempt?: true;
  readonly operatorOnly?: readonly string[];
  readonly creates?: 'plain' | 'secret';
}

const OPERATION = Symbol('Operation');

/** Undefined for a handler without `@Role`. */
export const operationOf = (handler: object): Operation | undefined =>
  Reflect.getMetadata(OPERATION, handler) as Operation | undefined;

const says =
  (part: Partial<Operation>): MethodDecorator =>
  (_target, _name, { value }) => {
    const handler = value as object;
    Reflect.defineMetadata(OPERATION, { ...operationOf(handler), ...part }, handler);
  };

/**
 * The lowest role that may call it. With `:tenantId` in the path, another tenant's path answers
 * 404.
 */
export const Role = (role: Rank): MethodDecorator => says({ role });

export const Summary = (summary: string): MethodDecorator => says({ summary });

/** The good answer, with its statuses where the handler chooses one. Without it there is no body. */
export const Answers = (answer: Answer, ...statuses: readonly number[]): MethodDecorator =>
  says(statuses.length === 0 ? { answer } : { answer, statuses });

/** The answer is a stream of lines, each of its shape. */
export const AnswersLines = (answer: Answer): MethodDecorator =>
  says({ answer, statuses: [200], lines: true });

/**
 * The events or actions that the handler records before it takes effect, in the order of the code:
 * all of them, or those that describe the change. Every handler of a change declares them, or the
 * reason why not.
 */
export const Records = (...records: readonly Recorded[]): MethodDecorator => says({ records });
export const RecordsNothing = (why: string): MethodDecorator => says({ records: { nothing: why } });

/** Refusals of its own, besides those that every route has. */
export const Refuses = (...refusals: readonly number[]): MethodDecorator => says({ refusals });

export const BodyLimit = (bodyLimit: number): MethodDecorator => says({ bodyLimit });

/** Each request counts as an attempt of its source, before its body is read. */
export const CountsAsAttempt = (): MethodDecorator => says({ isAttempt: true });

/** Members of the body that only an operator may send. */
export const OperatorOnly = (...operatorOnly: readonly string[]): MethodDecorator =>
  says({ operatorOnly });

/**
 * The handler creates something and honours an Idempotency-Key. `secret`: its answer contains one,
 * so the answer is not stored and a repeated key gets the id of what was created.
 */
export const Creates = (creates: 'plain' | 'secret'): MethodDecorator => says({ creates });

/** A controller of the admin API. Its bodies and queries are DTOs. */
export const AdminController = (path = ''): ClassDecorator =>
  applyDecorators(Controller(`admin/v1/${path}`), UsePipes(new DtoPipe()));

export type Dto = Type<object>;

/** One route of the admin API. */
export interface Route extends Omit<Operation, 'answer' | 'statuses'> {
  readonly method: string;
  /** The path as the router knows it: `/admin/v1/tenants/:tenantId/links`. */
  readonly path: string;
  readonly query: Dto | undefined;
  readonly body: Dto | undefined;
  /** Good answers by status; null: without a body. */
  readonly answers: Readonly<Record<number, Answer>>;
}

/** Finds a route by its method and path. */
export const ROUTE_OF = Symbol('RouteOf');

/** A route as the router knows it. */
export type RouteOf = (method: string, path: string) => Route | undefined;
