import { Client } from 'pg';
import { Round, type RelayObserver, type Teller } from './relay';
import { EPOCH, TAKE_LEAD } from './relay.queries';

export interface RelayOptions {
  readonly databaseUrl: string;
  readonly generation: number;
  readonly teller: Teller;
  readonly observer: RelayObserver & {
    lead(leads: boolean): void;
    failed(reason: unknown): void;
  };
  /** Milliseconds between looks at all tenants: the net under lost wake-ups. */
  readonly pollMs?: number;
  /** Least milliseconds from the start of one round to the next, so that a busy relay sends more at once. */
  readonly lingerMs?: number;
}

const CHANNEL = 'rollcall_log';
/** First key of the advisory lock; the second is the topic's generation. */
const LOCK_SPACE = 0x5c1a;
const RETRY_MS = 500;
/** A send costs ten times what a message costs: at most a hundred a second. */
const LINGER_MS = 10;

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Carries the log to Kafka, in order. Every gateway runs one; the one that holds the advisory lock
 * leads. The lock lives on a connection of its own: when that breaks, the lead is gone.
 */
export class RelayLeader {
  private client: Client | undefined;
  private readonly untold = new Set<string>();
  private stopping = false;
  private wake: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private leading = false;
  private notifying = false;
  private readonly foreign = new Set<string>();

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.running = this.supervise();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  get leads(): boolean {
    return this.leading;
  }

  /** An append of this gateway: the leader is woken here, another gateway's by NOTIFY. */
  appended(tenantId: string): void {
    if (this.leading) {
      this.untold.add(tenantId);
      this.wake?.();
      return;
    }
    this.foreign.add(tenantId);
    void this.notify();
  }

  /** Coalesced: one NOTIFY in flight, after the commit and outside of it. */
  private async notify(): Promise<void> {
    if (this.notifying || !this.client) return;
    this.notifying = true;
    const tenants = [...this.foreign].slice(0, 50);
    for (const id of tenants) this.foreign.delete(id);
    await this.client
      .query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(tenants)])
      .catch(() => undefined);
    this.notifying = false;
    if (this.foreign.size > 0 && !this.leading) void this.notify();
  }

  private async supervise(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.serve();
      } catch (reason) {
        if (!this.stopping) this.options.observer.failed(reason);
      }
      this.follow();
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
      if (!this.stopping) await sleep(RETRY_MS);
    }
  }

  private follow(): void {
    if (this.leading) this.options.observer.lead(false);
    this.leading = false;
  }

  private async serve(): Promise<void> {
    const client = await this.connect();
    while (!this.stopping && !(await this.takeLead(client))) await this.pause(RETRY_MS);
    if (this.stopping) return;
    const { rows } = await client.query<{ epoch: string }>(EPOCH);
    const { teller, observer, generation } = this.options;
    const round = new Round(client, teller, observer, generation, rows[0]?.epoch ?? '');
    this.leading = true;
    observer.lead(true);
    await this.rounds(round);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: 'rollcall-relay',
      keepAlive: true,
      // Progress only: what a crash forgets is told again and dropped by the readers.
      options: '-c synchronous_commit=off -c statement_timeout=10000',
    });
    client.on('error', () => this.wake?.());
    client.on('notification', ({ payload }) => this.notified(payload));
    client.on('end', () => this.follow());
    await client.connect();
    this.client = client;
    await client.query(`LISTEN ${CHANNEL}`);
    return client;
  }

  private async takeLead(client: Client): Promise<boolean> {
    const values = [LOCK_SPACE, this.options.generation];
    const { rows } = await client.query<{ lead: boolean }>(TAKE_LEAD, values);
    return rows[0]?.lead === true;
  }

  private notified(payload: string | undefined): void {
    if (!this.leading || payload === undefined) return;
    for (const id of JSON.parse(payload) as string[]) this.untold.add(id);
    this.wake?.();
  }

  private async rounds(round: Round): Promise<void> {
    let lookAtAll = true;
    let looked = 0;
    while (!this.stopping && this.leading) {
      if (lookAtAll) looked = Date.now();
      const tenants = lookAtAll ? undefined : [...this.untold];
      this.untold.clear();
      const began = performance.now();
      const more = await round.run(tenants);
      for (const id of more) this.untold.add(id);
      const left = looked + (this.options.pollMs ?? 1_000) - Date.now();
      if (more.length === 0) {
        if (this.untold.size === 0 && left > 0) await this.pause(left);
        const early = began + (this.options.lingerMs ?? LINGER_MS) - performance.now();
        if (early > 0) await sleep(early);
      }
      lookAtAll = this.untold.size === 0 || left <= 0;
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.wake = undefined;
    });
  }
}
