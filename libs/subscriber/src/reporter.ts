import type { Log } from './log';
import { atMost, growing } from './retry';

export interface ReportTo {
  /** The public address of event-delivery. */
  readonly url: string;
  /** A client key with the scope `events:read`. */
  readonly key: string;
  /** The name of this subscription; all members of a group have the same. */
  readonly name: string;
}

/** Where a reader is with one tenant. */
export interface TenantState {
  readonly position: number;
  /** Why the tenant stands still. */
  readonly halt?: { readonly as: 'held' | 'waiting'; readonly reason: string };
}

interface HaltEntry {
  readonly since: Date;
  readonly reason: string;
}
interface Entry {
  readonly tenant: string;
  readonly position: number;
  readonly held?: HaltEntry;
  readonly waiting?: HaltEntry;
}

export interface ReporterOptions extends ReportTo {
  readonly log: Log;
  /** Undefined: unknown now. */
  readonly stateOf: (tenantId: string) => Promise<TenantState | undefined>;
  /** Whether this member reads the tenant. */
  readonly isMine: (tenantId: string) => Promise<boolean>;
  readonly everyMs?: number;
  readonly lookEveryMs?: number;
}

const EVERY_MS = 1_000;
/** Also when nothing changes: the subscription is alive, and looks what was not heard of it. */
const ALIVE_MS = 30_000;
const MOST_TENANTS = 1_000;
const ANSWER_MS = 5_000;
/** The kit may be ahead of the feed, which then does not know a new tenant yet. */
const UNKNOWN_MS = 60_000;
const PAUSES = { firstMs: 1_000, mostMs: 30_000 };

/**
 * Says how far a subscription is, to the directory of subscriptions: of the tenants that changed, once
 * a second at most. Handlers never wait for it, and a report that fails is made anew from the states of
 * then.
 */
export class Reporter {
  /** By tenant, since when it waits to be reported. */
  private readonly changed = new Map<string, number>();
  private readonly haltedSince = new Map<string, Date>();
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private lookedAt = Number.NEGATIVE_INFINITY;
  private failures = 0;
  private closed = false;

  constructor(private readonly options: ReporterOptions) {}

  start(): void {
    this.next(0);
  }

  /** Costs an entry in a map: called for each event. */
  onChanged(tenantId: string): void {
    if (!this.changed.has(tenantId)) this.changed.set(tenantId, performance.now());
  }

  /** Says what was not said yet, if that takes no longer than a moment. */
  async stop(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await atMost(
      2_000,
      this.sending.then(() => (this.changed.size > 0 ? this.say() : undefined)),
    );
  }

  private next(ms: number): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.sending = this.changed.size > 0 || this.isToLook ? this.say() : Promise.resolve();
      void this.sending.then(() =>
        this.next(
          this.failures === 0 ? (this.options.everyMs ?? EVERY_MS) : growing(PAUSES, this.failures),
        ),
      );
    }, ms);
    this.timer.unref();
  }

  private get isToLook(): boolean {
    return performance.now() - this.lookedAt >= (this.options.lookEveryMs ?? ALIVE_MS);
  }

  private async say(): Promise<void> {
    const batch = [...this.changed].slice(0, MOST_TENANTS);
    for (const [tenantId] of batch) this.changed.delete(tenantId);
    try {
      const entries = await Promise.all(batch.map(([tenantId]) => this.entryOf(tenantId)));
      const unknown = new Set(await this.post(entries.flat()));
      const now = performance.now();
      for (const [tenantId, since] of batch)
        if (unknown.has(tenantId) && now - since < UNKNOWN_MS) this.again(tenantId, since);
      if (this.isToLook) await this.look();
      this.failures = 0;
    } catch (err) {
      for (const [tenantId, since] of batch) this.again(tenantId, since);
      this.failures += 1;
      if (this.failures === 1)
        this.options.log.warn({ err }, 'how far the subscription is could not be reported');
    }
  }

  /**
   * A member that was killed, or lost a partition, may not have said the last that it processed: who
   * reads the tenant now learns from its own database how far it is.
   */
  private async look(): Promise<void> {
    const { positions } = (await this.request('GET', '?behind=true')) as {
      positions: readonly { tenantId: string }[];
    };
    for (const { tenantId } of positions)
      if (await this.options.isMine(tenantId)) this.onChanged(tenantId);
    this.lookedAt = performance.now();
  }

  private again(tenantId: string, since: number): void {
    this.changed.set(tenantId, since);
  }

  private async entryOf(tenantId: string): Promise<readonly Entry[]> {
    const state = await this.options.stateOf(tenantId);
    if (!state?.halt) this.haltedSince.delete(tenantId);
    if (!state) return [];
    const { position, halt } = state;
    if (!halt) return [{ tenant: tenantId, position }];
    const since = this.haltedSince.get(tenantId) ?? new Date();
    this.haltedSince.set(tenantId, since);
    return [{ tenant: tenantId, position, [halt.as]: { since, reason: halt.reason } }];
  }

  private async post(tenants: readonly Entry[]): Promise<readonly string[]> {
    const answer = (await this.request('POST', '', { tenants })) as { unknown: readonly string[] };
    return answer.unknown;
  }

  private async request(method: string, query: string, body?: object): Promise<unknown> {
    const { url, key, name } = this.options;
    const path = `/events/v1/subscriptions/${encodeURIComponent(name)}${query}`;
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
}
