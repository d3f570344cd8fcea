import { Injectable } from '@nestjs/common';
import { subject, type TenantId } from '@rollcall/contracts';
import { DomainError, tenantDecider, userDecider } from '@rollcall/domain';
import { randomUUID } from 'node:crypto';
import type { Initiator } from '../admin-kit/audit-log';
import { registeredOf } from '../tenancy/tenant-commands';
import { type Change, type Decision, EventLog } from '../event-log/port/event-log';
import { userOf } from '../scim/users/user-commands';
import { isUserId } from '../scim/pipeline/resource-id';

/** Appends erasures to the log: one append contains the event and the note of what to redact. */
@Injectable()
export class ErasureCommands {
  constructor(private readonly log: EventLog) {}

  /** Rejects with DomainError user-unknown or user-not-deprovisioned, or TenantUnknown. */
  async user(tenantId: TenantId, userId: string, initiator: Initiator): Promise<void> {
    if (!isUserId(userId)) throw new DomainError('user-unknown');
    const to = subject('users', userId);
    await this.log.append(tenantId, {
      id: randomUUID(),
      ...initiator,
      reads: { subjects: [to], claims: [] },
      decide: async (view) => {
        const erased = await view.erased(to);
        const user = erased ? ({ status: 'erased' } as const) : userOf(await view.stream(to));
        return erasing(to, userDecider.decide({ type: 'EraseUser', userId }, user));
      },
    });
  }

  /** Rejects with DomainError tenant-not-closed; TenantUnknown also when it was erased before. */
  async tenant(tenantId: TenantId, initiator: Initiator): Promise<void> {
    const to = subject('tenants', tenantId);
    await this.log.append(tenantId, {
      id: randomUUID(),
      ...initiator,
      reads: { subjects: [to], claims: [] },
      decide: async (view) => ({
        ...erasing(to, tenantDecider.decide({ type: 'EraseTenant' }, await registeredOf(view))),
        tenant: { name: '', rateLimit: null },
      }),
    });
  }
}

const erasing = (to: Change['subject'], facts: Change['facts']): Decision =>
  facts.length === 0
    ? {}
    : {
        change: {
          subject: to,
          facts,
          status: 'gone',
          attributes: {},
          claimsBefore: [],
          claimsAfter: [],
          erases: true,
        },
      };
