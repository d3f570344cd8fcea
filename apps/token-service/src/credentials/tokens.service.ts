import type { Admission, IssuedToken, TokenView } from '@rollcall/contracts';
import type { Metrics } from '@rollcall/platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { Admissions } from './admissions';
import type { IssueRequest } from './issue-request';
import type { OutboxRelay } from '../events/outbox-relay';
import type { SteadyClock } from '../redis/steady-clock';
import type { ListPart, TokenStore } from './token-store';

const TOLD_WITHIN_MS = 2_000;
const ASK_EVERY_MS = 20;

/** What the service does, for the controller: a change wakes the relay, an admission is counted. */
export class TokenDesk {
  private readonly admissionsBy;

  constructor(
    private readonly admissions: Admissions,
    private readonly store: TokenStore,
    private readonly relay: OutboxRelay,
    private readonly clock: SteadyClock,
    metrics: Metrics,
  ) {
    this.admissionsBy = metrics.counter(
      'rollcall_token_admissions_total',
      'Admission requests by outcome.',
      ['outcome'],
    );
  }

  now(): number {
    return this.clock.now();
  }

  async admit(token: string): Promise<Admission> {
    try {
      const admission = await this.admissions.admit(token);
      const outcome = admission.outcome === 'admitted' ? 'admitted' : admission.reason;
      this.admissionsBy.inc({ outcome });
      return admission;
    } catch (error) {
      this.admissionsBy.inc({ outcome: 'unavailable' });
      throw error;
    }
  }

  existing(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.store.existing(ids);
  }

  lastEnds(tenantIds: readonly string[]): Promise<readonly (string | null)[]> {
    return this.store.lastEnds(tenantIds);
  }

  async issue(tenantId: string, wish: IssueRequest, correlationId: string): Promise<IssuedToken> {
    const issued = await this.store.issue(tenantId, wish, correlationId);
    this.relay.wake();
    return issued;
  }

  list(tenantId: string, part: ListPart): Promise<{ tokens: TokenView[]; next: string | null }> {
    return this.store.list(tenantId, part);
  }

  async erase(tenantId: string, actor: string, correlationId: string): Promise<void> {
    await this.store.erase(tenantId, actor, correlationId);
    this.relay.wake();
  }

  /** `told`: Kafka has the fact. `waiting`: the token is refused from now on, the fact comes later. */
  async revoke(
    tenantId: string,
    id: string,
    actor: string,
    correlationId: string,
  ): Promise<'told' | 'waiting' | 'absent'> {
    const entry = await this.store.revoke(tenantId, id, actor, correlationId);
    if (entry === undefined) return 'absent';
    this.relay.wake();
    const deadline = performance.now() + TOLD_WITHIN_MS;
    while (performance.now() < deadline) {
      if (await this.store.told(entry).catch(() => false)) return 'told';
      await pause(ASK_EVERY_MS);
    }
    return 'waiting';
  }
}
