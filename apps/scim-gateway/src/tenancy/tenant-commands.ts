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

/** A tenant's row as its decider knows it. */
export const registeredOf = ({ position, name, profile, provisioning }: TenantState): Tenant =>
  position === 0 ? tenantDecider.initial : { status: 'registered', name, profile, provisioning };

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
      // Its row is there, and nothing is ever recorded behind its erasure.
      if (reason instanceof TenantUnknown) return undefined;
      throw reason;
    });
  }

  /** Rejects with TenantUnknown. */
  async change(
    tenantId: TenantId,
    { rateLimit, ...settings }: TenantChange,
    initiator: Initiator,
  ): Promise<TenantState> {
    const changed = await this.append(tenantId, initiator, (view) => {
      if (view.tenant.position === 0) throw new TenantUnknown(tenantId);
      const decision = decided(tenantId, view, { type: 'ChangeTenant', ...settings });
      return rateLimit === undefined || rateLimit === view.tenant.rateLimit
        ? decision
        : withRateLimit(decision, rateLimit);
    });
    return changed as TenantState;
  }

  private async append(
    tenantId: TenantId,
    initiator: Initiator,
    decide: (view: View) => Decision | undefined,
  ): Promise<TenantState | undefined> {
    let refused = false;
    const { tenant } = await this.log.append(tenantId, {
      id: randomUUID(),
      ...initiator,
      reads: { subjects: [subject('tenants', tenantId)], claims: [] },
      decide: (view) => {
        const decision = decide(view);
        refused = decision === undefined;
        return decision ?? {};
      },
    });
    return refused ? undefined : tenant;
  }
}

const decided = (tenantId: TenantId, view: View, command: TenantCommand): Decision => {
  const before = registeredOf(view.tenant);
  const facts = tenantDecider.decide(command, before);
  const after = fold(tenantDecider, before, facts);
  if (after.status !== 'registered') return {};
  const { name, profile, provisioning } = after;
  return {
    change: {
      subject: subject('tenants', tenantId),
      facts,
      status: 'active',
      attributes: { name, profile, provisioning },
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
