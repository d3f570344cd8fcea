import { Injectable } from '@nestjs/common';
import { subject, type AdministrationEvent, type TenantId } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { TenantUnknown, EventLog } from '../event-log/port/event-log';

/** The request of an act, and its source. */
export interface RequestOrigin {
  readonly correlationId: string;
  /** The address of the caller; for a command typed on a machine, the name of that machine. */
  readonly source?: string | undefined;
}

/** The actor and the request of an act. */
export interface Initiator extends RequestOrigin {
  readonly actor: string;
}

/** Acts of administrators, as events of the tenant's own stream. */
@Injectable()
export class AuditLog {
  constructor(private readonly log: EventLog) {}

  /** Resolves when the event is recorded. Rejects with TenantUnknown or LogUnavailable. */
  async record(tenantId: TenantId, fact: AdministrationEvent, initiator: Initiator): Promise<void> {
    const stream = subject('tenants', tenantId);
    await this.log.append(tenantId, {
      id: randomUUID(),
      ...initiator,
      reads: { subjects: [stream], claims: [] },
      decide: async (view) => {
        const before = await view.stream(stream);
        if (!before) throw new TenantUnknown(tenantId);
        const { status, attributes } = before;
        return {
          change: {
            subject: stream,
            facts: [fact],
            status,
            attributes,
            claimsBefore: [],
            claimsAfter: [],
          },
        };
      },
    });
  }
}
