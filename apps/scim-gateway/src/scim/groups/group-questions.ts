import { Injectable } from '@nestjs/common';
import { subject } from '@rollcall/contracts';
import { DomainError } from '@rollcall/domain';
import type { ListQuery } from '@rollcall/protocol';
import { EventLog } from '../../event-log/port/event-log';
import { type Found, type Reading, Resources } from '../../event-log/resources/resources';
import { holderOf } from '../names/claims';
import type { Caller } from '../pipeline/caller';
import { fits, isWalk, type ListResult, type ListOptions } from '../pipeline/resource-type';
import { newestList, Directory } from '../listing/directory';
import { isUserId } from '../pipeline/resource-id';
import { nothing, soleEquality } from '../users/user-questions';

/** Questions about one group are answered from the log, about many by the directory. */
@Injectable()
export class GroupQuestions {
  constructor(
    private readonly log: EventLog,
    private readonly resources: Resources,
    private readonly directory: Directory,
  ) {}

  /** Throws DomainError group-unknown. */
  async get({ tenantId, tenant }: Caller, id: string): Promise<Reading> {
    const reading = isUserId(id)
      ? await this.resources.read(tenantId, tenant.profile, subject('groups', id))
      : undefined;
    if (!reading) throw new DomainError('group-unknown');
    return reading;
  }

  async list(caller: Caller, query: ListQuery, options: ListOptions): Promise<ListResult> {
    const sole = isWalk(options) ? undefined : soleEquality(query.filter);
    const found = sole && (await this.byKey(caller, sole.path, sole.value));
    // Several with their members may be very much: the directory weighs a page before it reads it.
    const light = found && (found.readings.length <= 1 || !options.withMemberships);
    if (light && fits(found.readings, query, options)) return { from: 'log', ...found };
    return newestList(this.log, this.directory, caller, 'groups', query, options);
  }

  /** Groups by a value of their own; undefined for an attribute that finds many. */
  private byKey(
    { tenantId, tenant: { profile } }: Caller,
    path: string,
    value: string,
  ): Promise<Found> | undefined {
    switch (path) {
      case 'displayname':
        return holderOf(this.resources, tenantId, profile, 'groupName', value);
      case 'externalid':
        return this.resources.byExternalId(tenantId, profile, 'groups', value);
      case 'id':
        return isUserId(value)
          ? this.resources.find(tenantId, profile, subject('groups', value))
          : nothing(this.log, tenantId);
      default:
        return undefined;
    }
  }
}
