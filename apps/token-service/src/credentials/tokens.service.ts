import { Injectable } from '@nestjs/common';
import type { Admission, IssuedToken, TokenView } from '@rollcall/contracts';
import { Metrics } from '@rollcall/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { OutboxRelay } from '../events/outbox-relay';
import { Admissions } from './admissions';
import type { IssueRequest } from './issue-request';
import { TokenStore, type PageRequest } from './token-store';

const PUBLISHED_WITHIN_MS = 2_000;
const CHECK_EVERY_MS = 20;

/** `published`: Kafka has the event. `waiting`: the revocation took effect, the event waits. */
export type Revocation = 'published' | 'waiting';

/** What the service does, for the controller: a change wakes the relay, an admission is counted. */
@Injectable()
export class TokensService {
  private readonly admissionsBy;

  constructor(
    private readonly admissions: Admissions,
    private readonly store: TokenStore,
    private readonly relay: OutboxRelay,
    metrics: Metrics,
  ) {
    this.admissionsBy = metrics.counter(
      'rollcall_token_admissions_total',
      'Admission requests by outcome.',
      ['outcome'],
    );
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

  async issue(
    tenantId: string,
    request: IssueRequest,
    correlationId: string,
    clientId?: string,
  ): Promise<IssuedToken> {
    const issued = await this.store.issue(tenantId, request, correlationId, clientId);
    this.relay.wake();
    return issued;
  }

  list(tenantId: string, page: PageRequest): Promise<{ tokens: TokenView[]; next: string | null }> {
    return this.store.list(tenantId, page);
  }

  async erase(tenantId: string, actor: string, correlationId: string): Promise<void> {
    await this.store.erase(tenantId, actor, correlationId);
    this.relay.wake();
  }

  async revoke(
    tenantId: string,
    id: string,
    actor: string,
    correlationId: string,
  ): Promise<Revocation | 'absent'> {
    const entry = await this.store.revoke(tenantId, id, actor, correlationId);
    if (entry === undefined) return 'absent';
    this.relay.wake();
    const deadline = performance.now() + PUBLISHED_WITHIN_MS;
    while (performance.now() < deadline) {
      if (await this.store.isPublished(entry).catch(() => false)) return 'published';
      await pause(CHECK_EVERY_MS);
    }
    return 'waiting';
  }
}
