import { Injectable, Inject } from '@nestjs/common';
import { PAGE_MARKS, POSITION, type ListQuestion, type PageMarks } from '@rollcall/contracts';
import { LIMITS, printFilter, ScimError, tooMany, type ListQuery } from '@rollcall/protocol';
import { NeighbourUnavailable, type InternalAnswer, type InternalClient } from '@rollcall/platform';
import { expired } from './cursors';
import type { EventLog, LogPlace } from '../../event-log/port/event-log';
import type { ResourceKind } from '../../event-log/resources/resources';
import type { Caller } from '../pipeline/caller';
import type { ListResult, ListOptions } from '../pipeline/resource-type';
import { DIRECTORY } from '../../neighbours/neighbours';
import { SCIM_BASE_URL } from '../../runtime/tokens';

/** The directory has not projected the requested position within the deadline. */
export class DirectoryBehind extends Error {
  override readonly name = 'DirectoryBehind';
}

/** Sends requests about many users or groups to user-directory over HTTP. */
@Injectable()
export class Directory {
  constructor(
    @Inject(DIRECTORY) private readonly client: InternalClient,
    @Inject(SCIM_BASE_URL) private readonly scimBaseUrl: string,
  ) {}

  /**
   * A whole ListResponse for this place of the log or a later one; `withMemberships`: with each
   * group's members, with each user's groups.
   * The request is withdrawn when the caller hangs up.
   * Rejects with DirectoryBehind, NeighbourUnavailable, expiredCursor for a list that is gone,
   * tooMany when the resources of the page have too many memberships or the filter costs too much,
   * 429 when other lists of the tenant are under way, or 503 when there was no time to read it.
   */
  async list(
    caller: Pick<Caller, 'tenantId' | 'tenant' | 'socket'>,
    kind: ResourceKind,
    query: ListQuery,
    { position: atLeast, epoch }: LogPlace,
    { mark, withMemberships }: ListOptions,
  ): Promise<ListResult> {
    const question: ListQuestion = {
      profile: caller.tenant.profile,
      startIndex: query.startIndex,
      count: query.count,
      atLeast,
      ...(epoch === undefined ? {} : { epoch }),
      baseUrl: this.scimBaseUrl,
      beside: withMemberships,
      ...(query.filter ? { filter: printFilter(query.filter) } : {}),
      ...(mark === undefined ? {} : { cursor: mark }),
      ...(query.sortBy ? { sortBy: query.sortBy, sortOrder: query.sortOrder } : {}),
    };
    const path = `/internal/v1/tenants/${encodeURIComponent(caller.tenantId)}/${kind}/list`;
    const answer = await this.client.raw('POST', path, question, true, {}, caller.socket);
    if (answer.status === 200)
      return {
        from: 'directory',
        text: answer.body,
        marks: marksOf(answer.headers[PAGE_MARKS]),
        position: Number(answer.headers[POSITION] ?? atLeast),
      };
    if (answer.status === 410) throw expired();
    if (answer.status === 413) throw tooMany(TOO_MANY[kind]);
    const refused = refusalOf(answer);
    if (refused) throw refused;
    if (answer.status === 503) throw new DirectoryBehind('the directory is behind');
    throw new NeighbourUnavailable('user-directory', `it answered ${answer.status}`);
  }
}

/**
 * A list for the newest position of the log. Rejects as `list` does, and with
 * DirectoryBehind when the directory has what the log does not: a history that was lost by a restore.
 */
export const newestList = async (
  log: EventLog,
  directory: Directory,
  caller: Caller,
  kind: ResourceKind,
  query: ListQuery,
  options: ListOptions,
): Promise<ListResult> => {
  const { tenantId } = caller;
  const place = await log.place(tenantId);
  const found = await directory.list(caller, kind, query, place, options);
  // Beyond the log's position before the request: events were recorded meanwhile, or lost before.
  if (isBeyond(found, place.position) && isBeyond(found, await log.position(tenantId)))
    throw new DirectoryBehind('the directory has a history that the log does not');
  return found;
};

const isBeyond = (found: ListResult, position: number): boolean =>
  found.from === 'directory' && found.position > position;

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
}

/** RFC 7644 §3.12: tooMany is for filters that are sound and more than the server will process. */
const REFUSALS: Readonly<Record<string, (problem: Problem) => ScimError>> = {
  'list-too-costly': ({ detail }) =>
    new ScimError(400, detail, 'tooMany', { code: 'filter-too-costly' }),
  'list-no-turn': ({ status, detail }) => new ScimError(status, detail),
  'list-no-room': ({ status, detail }) => new ScimError(status, detail),
  'list-too-long': ({ status, detail }) => new ScimError(status, detail),
};

/** A refusal of the directory that the caller can use; undefined when it is something else. */
const refusalOf = ({ status, headers, body }: InternalAnswer): ScimError | undefined => {
  if (status < 400 || headers['content-type'] !== 'application/problem+json') return undefined;
  const problem = JSON.parse(body.toString()) as Problem;
  return REFUSALS[problem.code ?? '']?.(problem);
};

const tooManyOf = (who: string, attribute: string): string =>
  `The ${who} of this page have more than ${LIMITS.pageMemberships} ${attribute} together. Use excludedAttributes=${attribute} or a smaller count, and read the ${attribute} of each by its id.`;

const TOO_MANY: Readonly<Record<ResourceKind, string>> = {
  users: tooManyOf('users', 'groups'),
  groups: tooManyOf('groups', 'members'),
};

const marksOf = (header: string | string[] | undefined): PageMarks =>
  typeof header === 'string' ? (JSON.parse(header) as PageMarks) : {};
