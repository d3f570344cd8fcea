import { DomainError, userSubject } from '@rollcall/domain';
import { foldCase, type Filter, type ListQuery } from '@rollcall/protocol';
import type { EventLog, Reading } from '../log/event-log';
import type { Caller } from '../scim/caller';
import type { Directory } from './directory';
import { isUserId } from './user-id';

/** What a list came to: resources of the log, or the directory's text as it stands. */
export type Found =
  | { readonly from: 'log'; readonly readings: readonly Reading[] }
  | { readonly from: 'directory'; readonly text: Buffer };

/** The one attribute and value of `userName eq "…"` and its like; undefined for other filters. */
const soleEquality = (filter: Filter | undefined): { path: string; value: string } | undefined =>
  filter?.kind === 'compare' &&
  filter.operator === 'eq' &&
  typeof filter.value === 'string' &&
  filter.path.subAttribute === undefined
    ? { path: filter.path.attribute.toLowerCase(), value: filter.value }
    : undefined;

/** Questions about one resource are answered from the log, about many by the directory. */
export class UserQuestions {
  constructor(
    private readonly log: EventLog,
    private readonly directory: Directory,
  ) {}

  /** Throws DomainError user-unknown. */
  async get(caller: Caller, id: string): Promise<Reading> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const reading = await this.log.read(caller.tenantId, caller.tenant.profile, userSubject(id));
    if (!reading) throw new DomainError('user-unknown');
    return reading;
  }

  async list(caller: Caller, query: ListQuery): Promise<Found> {
    const sole = soleEquality(query.filter);
    const readings = sole && this.byKey(caller, sole.path, sole.value);
    if (readings) return { from: 'log', readings: await readings };
    const atLeast = await this.log.position(caller.tenantId);
    return { from: 'directory', text: await this.directory.list(caller, query, atLeast) };
  }

  private byKey(
    { tenantId, tenant: { profile } }: Caller,
    path: string,
    value: string,
  ): Promise<readonly Reading[]> | undefined {
    const one = async (reading: Promise<Reading | undefined>): Promise<readonly Reading[]> => {
      const found = await reading;
      return found ? [found] : [];
    };
    switch (path) {
      case 'username':
        return one(
          this.log.holder(tenantId, profile, { kind: 'userName', value: foldCase(value) }),
        );
      case 'externalid':
        return this.log.byExternalId(tenantId, profile, value);
      case 'id':
        return isUserId(value)
          ? one(this.log.read(tenantId, profile, userSubject(value)))
          : Promise.resolve([]);
      default:
        return undefined;
    }
  }
}
