import { Injectable, Inject } from '@nestjs/common';
import type { EventView, ResourceHistory, Subject } from '@rollcall/contracts';
import { ProblemError, type CallerSocket } from '@rollcall/platform';
import { closeRendering, parseListQuery, ScimError, type Profile } from '@rollcall/protocol';
import { problem } from '../http/problem';
import { EventLog, type TenantState } from '../event-log/port/event-log';
import { type ResourceKind, Resources } from '../event-log/resources/resources';
import { withoutSource, History } from '../event-log/read/history';
import { locationOf } from '../scim/pipeline/answer';
import { DirectoryBehind, Directory } from '../scim/listing/directory';
import { STATUS_CODES } from 'node:http';
import { Searches } from '../admin-kit/searches';
import { directoryPage, type DirectoryPage } from './directory-page';
import type { ResourcesQueryDto, UsersQueryDto } from './views.dto';
import { SCIM_BASE_URL } from '../runtime/tokens';

/** Which part of a list, narrowed and ordered by what the schemas name. */
export type ListOptions = Pick<ResourcesQueryDto, 'search' | 'startIndex' | 'count'> & {
  readonly state?: UsersQueryDto['state'];
  readonly sort?: UsersQueryDto['sort'];
};

const STATES = { active: 'not (active eq false)', deactivated: 'active eq false' } as const;
const ORDERS = {
  userName: { sortBy: 'userName' },
  displayName: { sortBy: 'displayName' },
  lastModified: { sortBy: 'meta.lastModified', sortOrder: 'descending' },
} as const;

const MOST_HISTORY = 500;
/** Members of an event that are named; the others are counted. */
const MEMBERS_NAMED = 10;

/** Users and groups as people look at them: from the directory, and from the log event by event. */
@Injectable()
export class ResourceViews {
  constructor(
    private readonly log: EventLog,
    private readonly stored: Resources,
    private readonly directory: Directory,
    private readonly history: History,
    @Inject(SCIM_BASE_URL) private readonly baseUrl: string,
    private readonly searches: Searches,
  ) {}

  /**
   * Those in which `names` hold the text that is searched for, or whose externalId is it. What is
   * narrowed or sorted reads all of the tenant: few such lists are under way at once.
   */
  async list(
    tenant: TenantState,
    { kind, profile, names }: { kind: ResourceKind; profile: Profile; names: readonly string[] },
    { search, startIndex, count, state, sort }: ListOptions,
    socket: CallerSocket,
  ): Promise<DirectoryPage> {
    const filter = [
      ...(search === undefined ? [] : [`(${foundIn(names, search)})`]),
      ...(state === undefined ? [] : [STATES[state]]),
    ].join(' and ');
    const query = {
      startIndex: String(startIndex),
      count: String(count),
      ...(filter === '' ? {} : { filter }),
      ...(sort === undefined ? {} : ORDERS[sort]),
    };
    const list = () =>
      directoryPage(this.directory, { tenant, socket }, kind, parseListQuery(query, profile)).catch(
        asProblem,
      );
    const isPlain = filter === '' && sort === undefined;
    return isPlain ? list() : this.searches.run(tenant.tenantId, list);
  }

  /**
   * A deleted resource has a history and no attributes; throws 404 without a history either. A
   * group comes without its members, which have pages of their own.
   */
  async one({ tenantId, profile }: TenantState, subject: Subject): Promise<ResourceHistory> {
    const history = subject.startsWith('groups/')
      ? await this.history.ofGroup(tenantId, subject, MOST_HISTORY, MEMBERS_NAMED)
      : (await this.log.readStream(tenantId, subject, MOST_HISTORY)).map(withoutSource);
    if (history.length === 0)
      throw problem(404, 'There is no such resource with this id.', { code: 'resource-unknown' });
    const reading = await this.stored.read(tenantId, profile, subject);
    return {
      resource: reading
        ? (JSON.parse(
            closeRendering(reading.rendered, locationOf(this.baseUrl, reading), ''),
          ) as unknown)
        : null,
      version: history.at(-1)?.streamVersion ?? 0,
      history: withoutErased(history),
    };
  }
}

/** The users of a tenant, searched by what they are called. */
export const usersOf = (
  profile: Profile,
): { kind: ResourceKind; profile: Profile; names: readonly string[] } => ({
  kind: 'users',
  profile,
  names: ['userName', 'displayName'],
});

const foundIn = (names: readonly string[], search: string): string => {
  const quoted = JSON.stringify(search);
  return [...names.map((name) => `${name} co ${quoted}`), `externalId eq ${quoted}`].join(' or ');
};

/**
 * The words of an erased person are redacted within minutes; they are hidden from the first moment.
 */
const withoutErased = (history: readonly EventView[]): readonly EventView[] =>
  history.some(({ type }) => type === 'UserErased')
    ? history.map((event) => ({ ...event, data: {} }))
    : history;

export const asProblem = (reason: unknown): never => {
  if (reason instanceof ScimError)
    throw new ProblemError(
      reason.status,
      STATUS_CODES[reason.status] ?? 'Bad Request',
      reason.detail,
      reason.status === 400 ? undefined : 1,
      reason.fault?.code,
    );
  if (!(reason instanceof DirectoryBehind)) throw reason;
  throw problem(503, 'The list is not up to date yet.', { retryAfterSeconds: 1 });
};
