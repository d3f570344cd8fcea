import { Injectable } from '@nestjs/common';
import { subject, type RateLimitChosen, type TenantId } from '@rollcall/contracts';
import { fold, tenantDecider, type Tenant, type TenantCommand } from '@rollcall/domain';
import { randomUUID } from 'node:crypto';
import type { Initiator } from '../admin-kit/audit-log';
import {
  TenantUnknown,
  type Decision,
  EventLog,
  type TenantState,
  type View,
} from '../event-log/port/event-log';

export type TenantChange = Omit<Extract<TenantCommand, { type: 'ChangeTenant' }>, 'type'> & {
  readonly rateLimit?: number | null | undefined;
};

/** A tenant as its decider knows it: its row, and where its own stream says that it moved to. */
export const registeredOf = async ({ tenant, stream }: View): Promise<Tenant> => {
  const { tenantId, position, name, profile, provisioning } = tenant;
  if (position === 0) return tenantDecider.initial;
  const own = await stream(subject('tenants', tenantId));
  const movedTo = own?.attributes['movedTo'] as string | undefined;
  return { status: 'registered', name, profile, provisioning, movedTo };
};

/** Registers and changes tenants; each change is an event of the tenant's own stream. */
@Injectable()
export class TenantCommands {
  constructor(private readonly log: EventLog) {}

  /** Undefined when a tenant with this id exists, or did and was erased. */
  async register(
    tenantId: TenantId,
    settings: Omit<Extract<TenantCommand, { type: 'RegisterTenant' }>, 'type'>,
    initiator: Initiator,
  ): Promise<TenantState | undefined> {
    const createdAt = new Date().toISOString();
    await this.log.register({
      tenantId,
      name: settings.name,
      profile: settings.profile,
      provisioning: 'disabled',
      rateLimit: null,
      createdAt,
    });
    // A row without events is a registration that broke off: this one completes it.
    return this.append(tenantId, initiator, (view) =>
      view.tenant.position > 0
        ? undefined
        : decided(tenantId, view, { type: 'RegisterTenant', ...settings }),
    ).catch((reason: unknown) => {
      // The row exists, and nothing is recorded after an erasure.
      if (reason instanceof TenantUnknown) return undefined;
      throw reason;
    });
  }

  /** Rejects with TenantUnknown, or DomainError tenant-not-closed or tenant-moved. */
  async change(
    tenantId: TenantId,
    { rateLimit, ...settings }: TenantChange,
    initiator: Initiator,
  ): Promise<TenantState> {
    const changed = await this.append(tenantId, initiator, async (view) => {
      if (view.tenant.position === 0) throw new TenantUnknown(tenantId);
      const decision = await decided(tenantId, view, { type: 'ChangeTenant', ...settings });
      return rateLimit === undefined || rateLimit === view.tenant.rateLimit
        ? decision
        : withRateLimit(decision, rateLimit);
    });
    return changed as TenantState;
  }

  private async append(
    tenantId: TenantId,
    initiator: Initiator,
    decide: (view: View) => Promise<Decision> | undefined,
  ): Promise<TenantState | undefined> {
    let refused = false;
    const { tenant } = await this.log.append(tenantId, {
      id: randomUUID(),
      ...initiator,
      reads: { subjects: [subject('tenants', tenantId)], claims: [] },
      decide: async (view) => {
        const decision = await decide(view);
        refused = decision === undefined;
        return decision ?? {};
      },
    });
    return refused ? undefined : tenant;
  }
}

const decided = async (
  tenantId: TenantId,
  view: View,
  command: TenantCommand,
): Promise<Decision> => {
  const before = await registeredOf(view);
  const facts = tenantDecider.decide(command, before);
  const after = fold(tenantDecider, before, facts);
  if (after.status !== 'registered') return {};
  const { name, profile, provisioning, movedTo } = after;
  return {
    change: {
      subject: subject('tenants', tenantId),
      facts,
      status: 'active',
      attributes: { name, profile, provisioning, ...(movedTo !== undefined && { movedTo }) },
      claimsBefore: [],
      claimsAfter: [],
    },
    tenant: { name, profile, provisioning },
  };
};

/** The decision of a change always names the tenant's stream: the fact joins its facts. */
const withRateLimit = ({ change, tenant }: Decision, rateLimit: number | null): Decision => {
  const fact: RateLimitChosen = { type: 'RateLimitChosen', data: { rateLimit } };
  return {
    ...(change ? { change: { ...change, facts: [...change.facts, fact] } } : {}),
    tenant: { ...tenant, rateLimit },
  };
};
