import { Injectable, Inject } from '@nestjs/common';
import { isTestUser } from '@rollcall/domain';
import { groupProfiles, shows, type Projection } from '@rollcall/protocol';
import { type Reading, Resources } from '../../event-log/resources/resources';
import type { Caller } from '../pipeline/caller';
import { resourceProfileOf } from '../pipeline/profile';
import { SCIM_BASE_URL } from '../../runtime/tokens';

/**
 * Attributes that are read with a resource and not stored in it: a group's members, a user's groups.
 * They are read only when the answer shows them, and never for a tenant without groups.
 */
@Injectable()
export class MembershipAttributes {
  constructor(
    private readonly resources: Resources,
    @Inject(SCIM_BASE_URL) private readonly baseUrl: string,
  ) {}

  /** The reading with its memberships; the same reading when it has none or the answer omits them. */
  with(
    caller: Caller,
    reading: Reading,
    projection: Projection | undefined,
  ): Reading | Promise<Reading> {
    if (groupProfiles[caller.tenant.profile] === undefined) return reading;
    // A test user is in no group.
    if (isTestUser(reading.subject)) return reading;
    const name = reading.subject.startsWith('groups/') ? 'members' : 'groups';
    if (!shows(resourceProfileOf(caller, reading), projection, name)) return reading;
    return this.read(caller, reading, name);
  }

  private async read({ tenantId }: Caller, reading: Reading, name: string): Promise<Reading> {
    const text = await this.resources.memberships(tenantId, reading.subject, this.baseUrl);
    return text === '' ? reading : { ...reading, memberships: `"${name}":[${text}]` };
  }
}
