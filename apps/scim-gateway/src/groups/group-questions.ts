import { subject } from '@rollcall/contracts';
import { DomainError } from '@rollcall/domain';
import { foldCase, type ListQuery } from '@rollcall/protocol';
import type { EventLog, Reading } from '../log/event-log';
import type { Caller } from '../scim/caller';
import type { Directory } from '../users/directory';
import { isUserId } from '../users/user-id';
import { soleEquality, type Found } from '../users/user-questions';

/** Questions about one group are answered from the log, about many by the directory. */
export class GroupQuestions {
  constructor(
    private readonly log: EventLog,
    private readonly directory: Directory,
  ) {}

  /** Throws DomainError group-unknown. */
  async get({ tenantId, tenant }: Caller, id: string): Promise<Reading> {
    const reading = isUserId(id)
      ? await this.log.read(tenantId, tenant.profile, subject('groups', id))
      : undefined;
    if (!reading) throw new DomainError('group-unknown');
    return reading;
  }

  /** `beside`: with the members of each group. */
  async list(caller: Caller, query: ListQuery, beside: boolean): Promise<Found> {
    const sole = soleEquality(query.filter);
    const readings = sole && (await this.byKey(caller, sole.path, sole.value));
    if (readings) return { from: 'log', readings };
    const atLeast = await this.log.position(caller.tenantId);
    const text = await this.directory.list(caller, 'groups', query, atLeast, beside);
    return { from: 'directory', text };
  }

  /** Groups by a value of their own; undefined for an attribute that finds many. */
  private async byKey(
    { tenantId, tenant: { profile } }: Caller,
    path: string,
    value: string,
  ): Promise<readonly Reading[] | undefined> {
    const some = (found: Reading | undefined) => (found ? [found] : []);
    switch (path) {
      case 'displayname':
        return some(
          await this.log.holder(tenantId, profile, { kind: 'groupName', value: foldCase(value) }),
        );
      case 'externalid':
        return this.log.byExternalId(tenantId, profile, 'groups', value);
      case 'id':
        return isUserId(value)
          ? some(await this.log.read(tenantId, profile, subject('groups', value)))
          : [];
      default:
        return undefined;
    }
  }
}
