import { Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import { DomainError, userSubject } from '@rollcall/domain';
import type { Filter, ListQuery } from '@rollcall/protocol';
import { EventLog } from '../../event-log/port/event-log';
import { type Found, type Reading, Resources } from '../../event-log/resources/resources';
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

/** For a value that no resource can have. */
export const nothing = async (log: EventLog, tenantId: TenantId): Promise<Found> => ({
  readings: [],
  position: await log.position(tenantId),
});

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
    const found = sole && (await this.byKey(caller, sole.path, sole.value));
    if (found && fits(found.readings, query, options)) return { from: 'log', ...found };
    return newestList(this.log, this.directory, caller, 'users', query, options);
  }

  private byKey(
    { tenantId, tenant: { profile } }: Caller,
    path: string,
    value: string,
  ): Promise<Found> | undefined {
    switch (path) {
      case 'username':
        return holderOf(this.resources, tenantId, profile, 'userName', value);
      case 'externalid':
        return this.resources.byExternalId(tenantId, profile, 'users', value);
      case 'id':
        return isUserId(value)
          ? this.resources.find(tenantId, profile, userSubject(value))
          : nothing(this.log, tenantId);
      default:
        return undefined;
    }
  }
}
