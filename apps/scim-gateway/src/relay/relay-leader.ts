import { Client } from 'pg';
import type { Heartbeat } from './heartbeat';
import { byRelay, Epochs, noticeMove, renewEpoch } from '../epochs/epochs';
import { RELAY_LOCKS } from '../database/advisory-locks';
import { END_GENERATION, ENDED, TAKE_LEAD } from '../epochs/generations.queries';
import { RelayRound, type RelayObserver, type EventSink } from './relay-round';
import type { Traces } from '../tracing/traces';
import { FORGET_TRACES } from '../event-log/tables/traces.queries';
import {
  stopReason,
  RelayStopped,
  verifyTopicAgainstLog,
  type TopicReader,
} from './topic-verification';

export interface RelayOptions {
  readonly databaseUrl: string;
  readonly generation: number;
  readonly topic: string;
  readonly sink: EventSink;
  readonly reader: TopicReader;
  /** Rejects when the topic is not as it must be to be led. */
  readonly checkTopic: () => Promise<void>;
  readonly observer: RelayObserver & {
    lead(leads: boolean): void;
    failed(reason: unknown): void;
    /** Why the relay had to stop, since more would break a promise; undefined while it runs. */
    stopped(reason: string | undefined): void;
    renewed(epoch: string): void;
  };
  readonly traces?: Traces | undefined;
  readonly heartbeat?: Heartbeat | undefined;
  /** Milliseconds between looks at all tenants: the net under lost wake-ups. */
  readonly pollMs?: number;
}

const CHANNEL = 'rollcall_log';
const RETRY_MS = 500;
/** The relay checks the reason of its stop again now and then: an operator may have removed it. */
const STOPPED_RETRY_MS = 10_000;
const SAVE_MS = 5_000;
/** A send costs ten times what a message costs: at most a hundred a second while rounds are short. */
const LINGER_MS = 10;
/** An event waits for its round at most so long, however many sends a round has. */
const MOST_LINGER_MS = 40;

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Carries the log to Kafka, in order. Every gateway runs one; the one with the advisory lock leads.
 * The lock lives on a separate connection: when that breaks, the lead is lost.
 */
export class RelayLeader {
  private client: Client | undefined;
  private readonly unpublished = new Set<string>();
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
      this.unpublished.add(tenantId);
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
      let rest = RETRY_MS;
      try {
        await this.serve();
      } catch (reason) {
        if (reason instanceof RelayStopped) {
          rest = STOPPED_RETRY_MS;
          this.options.observer.stopped(reason.message);
        } else if (!this.stopping) this.options.observer.failed(reason);
      }
      this.follow();
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
      if (!this.stopping) await this.pause(rest);
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
    const { sink, observer, generation } = this.options;
    const proven = await this.proven(client);
    const round = new RelayRound(
      client,
      sink,
      observer,
      generation,
      await Epochs.read(client),
      proven,
      this.options.traces,
    );
    if (this.options.traces) await client.query(FORGET_TRACES);
    await round.save();
    this.leading = true;
    observer.stopped(undefined);
    observer.lead(true);
    try {
      await this.rounds(round);
    } finally {
      await round.save().catch(() => undefined);
    }
  }

  /** Before the first round: no gateway leads a topic with events that the log does not have. */
  private async proven(client: Client): Promise<ReadonlyMap<number, bigint>> {
    const { reader, generation, topic, observer, checkTopic } = this.options;
    const { rows } = await client.query<{ reason: string }>(ENDED, [generation]);
    if (rows[0]) throw new RelayStopped(rows[0].reason);
    await checkTopic();
    const { proven, agreed, lost } = await verifyTopicAgainstLog(client, reader, generation);
    const reason = stopReason(topic, agreed, lost);
    if (reason === undefined) {
      const moved = await noticeMove(client);
      if (moved) observer.renewed(moved.epoch);
      return proven;
    }
    if (agreed.size > 0) observer.renewed((await renewEpoch(client, byRelay(), agreed)).epoch);
    await client.query(END_GENERATION, [generation, reason]);
    throw new RelayStopped(reason);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: 'rollcall-relay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 15_000,
      options: [
        // Progress only: what a crash forgets is published again, and readers drop it.
        '-c synchronous_commit=off',
        '-c statement_timeout=10000',
        '-c lock_timeout=5000',
        '-c idle_in_transaction_session_timeout=5000',
        // A leader whose machine is gone must not keep the lock: the server checks the connection.
        '-c tcp_user_timeout=5000',
        '-c tcp_keepalives_idle=5',
        '-c tcp_keepalives_interval=2',
        '-c tcp_keepalives_count=3',
      ].join(' '),
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
    const values = [RELAY_LOCKS, this.options.generation];
    const { rows } = await client.query<{ lead: boolean }>(TAKE_LEAD, values);
    return rows[0]?.lead === true;
  }

  private notified(payload: string | undefined): void {
    if (!this.leading || payload === undefined) return;
    for (const id of JSON.parse(payload) as string[]) this.unpublished.add(id);
    this.wake?.();
  }

  private async rounds(round: RelayRound): Promise<void> {
    let lookAtAll = true;
    let looked = 0;
    let saved = Date.now();
    while (!this.stopping && this.leading) {
      if (lookAtAll) looked = Date.now();
      const tenants = lookAtAll ? undefined : [...this.unpublished];
      this.unpublished.clear();
      const began = performance.now();
      const more = await round.run(tenants);
      for (const id of more) this.unpublished.add(id);
      if (Date.now() - saved > SAVE_MS) {
        saved = Date.now();
        await round.save();
      }
      this.options.heartbeat?.roundDone(round.ends);
      const left = looked + (this.options.pollMs ?? 1_000) - Date.now();
      if (more.length === 0) {
        if (this.unpublished.size === 0 && left > 0) await this.pause(left);
        const linger = Math.min(MOST_LINGER_MS, LINGER_MS * round.sends);
        const early = began + linger - performance.now();
        if (early > 0) await sleep(early);
      }
      lookAtAll = this.unpublished.size === 0 || left <= 0;
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
