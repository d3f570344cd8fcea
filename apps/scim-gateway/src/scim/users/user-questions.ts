import { Injectable } from '@nestjs/common';
import { DomainError, userSubject } from '@rollcall/domain';
import type { Filter, ListQuery } from '@rollcall/protocol';
import { EventLog } from '../../event-log/port/event-log';
import { type Reading, Resources } from '../../event-log/resources/resources';
import { holderOf } from '../names/claims';
import type { Caller } from '../pipeline/caller';
import { fits, isWalk, type ListResult, type ListOptions } from '../pipeline/resource-type';
import { newestList, Directory } from '../listing/directory';
import { isUserId } from '../pipeline/resource-id';

/** The one attribute and value of `userName eq "…"` and its like; undefined for other filters. */
export const soleEquality = (
  filter: Filter | undefined,
): { path: string; value: string } | undefined =>
  filter?.kind === 'compare' &&
  filter.operator === 'eq' &&
  typeof filter.value === 'string' &&
  filter.path.subAttribute === undefined
    ? { path: filter.path.attribute.toLowerCase(), value: filter.value }
    : undefined;

/** Questions about one resource are answered from the log, about many by the directory. */
@Injectable()
export class UserQuestions {
  constructor(
    private readonly log: EventLog,
    private readonly resources: Resources,
    private readonly directory: Directory,
  ) {}

  /** Throws DomainError user-unknown. */
  async get(caller: Caller, id: string): Promise<Reading> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const reading = await this.resources.read(
      caller.tenantId,
      caller.tenant.profile,
      userSubject(id),
    );
    if (!reading) throw new DomainError('user-unknown');
    return reading;
  }

  async list(caller: Caller, query: ListQuery, options: ListOptions): Promise<ListResult> {
    const sole = isWalk(options) ? undefined : soleEquality(query.filter);
    const readings = sole && (await this.byKey(caller, sole.path, sole.value));
    if (readings && fits(readings, query, options)) return { from: 'log', readings };
    return newestList(this.log, this.directory, caller, 'users', query, options);
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
        return one(holderOf(this.resources, tenantId, profile, 'userName', value));
      case 'externalid':
        return this.resources.byExternalId(tenantId, profile, 'users', value);
      case 'id':
        return isUserId(value)
          ? one(this.resources.read(tenantId, profile, userSubject(value)))
          : Promise.resolve([]);
      default:
        return undefined;
    }
  }
}
