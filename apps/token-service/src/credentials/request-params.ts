import {
  createParamDecorator,
  Injectable,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { callerOf } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import { SteadyClock } from '../redis/steady-clock';
import {
  badRequest,
  CLIENT_SECRET,
  issueRequestOf,
  membersOf,
  type IssueRequest,
} from './issue-request';
import type { PageRequest } from './token-store';

const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const tenantOf = (text: string): string => {
  if (TENANT.test(text)) return text;
  throw badRequest('The tenant id in the path is not one: letters, digits, ".", "_" and "-" only.');
};

/** The tenant id of a path. */
export class TenantId implements PipeTransform<string, string> {
  transform(text: string): string {
    return tenantOf(text);
  }
}

const MOST_IDS = 1_000;

/** One member of a body: a list of ids. */
export class IdList implements PipeTransform<unknown, readonly string[]> {
  constructor(private readonly name: 'ids' | 'tenants') {}

  transform(body: unknown): readonly string[] {
    const ids = membersOf(body)[this.name];
    if (!Array.isArray(ids) || ids.length > MOST_IDS || ids.some((id) => typeof id !== 'string'))
      throw badRequest(`${this.name} must be a list of at most ${MOST_IDS} strings.`);
    return this.name === 'tenants' ? ids.map(tenantOf) : ids;
  }
}

const CURSOR = /^\d{1,15}-[0-9A-Za-z]{16}$/;
const MOST_LISTED = 200;
const LISTED = 100;

/** The page that a query names. */
export class PageQuery implements PipeTransform<unknown, PageRequest> {
  transform(query: unknown): PageRequest {
    const { cursor, count = String(LISTED) } = membersOf(query);
    if (cursor !== undefined && (typeof cursor !== 'string' || !CURSOR.test(cursor)))
      throw badRequest('cursor must be the next of the page before.');
    const most = typeof count === 'string' && /^\d{1,3}$/.test(count) ? Number(count) : 0;
    if (most < 1 || most > MOST_LISTED)
      throw badRequest(`count must be a whole number from 1 to ${MOST_LISTED}.`);
    return { cursor, count: most };
  }
}

/** The body of an issue, with its defaults. */
@Injectable()
export class IssueBody implements PipeTransform<unknown, IssueRequest> {
  constructor(private readonly clock: SteadyClock) {}

  transform(body: unknown): IssueRequest {
    return issueRequestOf(body, this.clock.now());
  }
}

/** The body of a new client or a further secret, with its defaults. */
@Injectable()
export class ClientSecretBody implements PipeTransform<unknown, IssueRequest> {
  constructor(private readonly clock: SteadyClock) {}

  transform(body: unknown): IssueRequest {
    return issueRequestOf(body, this.clock.now(), CLIENT_SECRET);
  }
}

/** In whose name a request acts: the gateway says it; with an operator's key it is `operator`. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (callerOf(request) !== 'gateway') return 'operator';
  const actor = request.headers['x-actor'];
  return typeof actor === 'string' && /^[\x21-\x7e]{1,200}$/.test(actor) ? actor : 'operator';
});

export const CorrelationId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    context.switchToHttp().getRequest<FastifyRequest>().id,
);
