import { ProblemError } from '@rollcall/platform';
import { clientWith, type Client } from './redis-client';
import type { RedisPlace, Spot } from './primary-locator';
import { MARKER, type Script } from './scripts/script';

/** The token store does not answer, or is not complete: 503, whatever was asked. */
export class StoreUnavailable extends ProblemError {
  constructor(detail = 'The token store is unavailable. Try again.') {
    super(503, 'Service Unavailable', detail, 1);
  }
}

/** The store was emptied, or never filled: it must be restored before it says anything. */
class StoreIncomplete extends StoreUnavailable {
  constructor() {
    super('The token store is being restored. Try again.');
  }
}

export interface RedisLinkOptions {
  readonly place: RedisPlace;
  readonly name: string;
  readonly deadlineMs?: number;
  readonly onError?: (error: Error) => void;
}

const open = ({ client }: Spot, name: string): Client =>
  clientWith({
    ...client,
    name,
    // A connection that says nothing for three seconds is dropped.
    pingInterval: 1_000,
    socket: {
      ...('socket' in client ? client.socket : {}),
      connectTimeout: 2_000,
      socketTimeout: 3_000,
    },
  });

const LOOK_EVERY_MS = 1_000;
const AGAIN_AT_MOST_MS = 500;
const LASTED_MS = 100;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/**
 * One connection to the primary, wherever it is: each call has a deadline, and it connects again by
 * itself. The client's own modes for Sentinel and Cluster send a command again somewhere else, and
 * share connections; a write and the WAIT that makes it safe need one and the same.
 */
export class RedisLink {
  private client: Client | undefined;
  private closed = false;
  private drop: () => void = () => undefined;
  /** Counts connections: another number, another connection, perhaps to another server. */
  connection = 0;

  constructor(private readonly options: RedisLinkOptions) {}

  /** Begins to connect; does not wait for it. */
  connect(): void {
    void this.keep();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.drop();
  }

  private async keep(): Promise<void> {
    for (let failures = 0; !this.closed; ) {
      const began = performance.now();
      const { connection } = this;
      await this.once().catch((error: unknown) => this.options.onError?.(error as Error));
      // What lasted is opened again at once.
      const lasted = this.connection !== connection && performance.now() - began > LASTED_MS;
      failures = lasted ? 0 : failures + 1;
      if (failures > 0) await pause(Math.min(25 * 2 ** Math.min(failures, 5), AGAIN_AT_MOST_MS));
    }
  }

  /** One connection, from its beginning to its end. */
  private async once(): Promise<void> {
    const { place, name, onError } = this.options;
    const spot = await place.find();
    if (this.closed) return;
    const client = open(spot, name);
    const gone = new Promise<void>((resolve) => {
      client.on('error', (error: Error) => {
        onError?.(error);
        resolve();
      });
      this.drop = () => {
        this.client = undefined;
        client.destroy();
        resolve();
      };
    });
    let looking: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      if (place.moves) {
        await assertPrimary(client);
        looking = setInterval(() => void this.look(spot, client), LOOK_EVERY_MS);
      }
      this.client = client;
      this.connection += 1;
      await gone;
    } finally {
      clearInterval(looking);
      this.drop();
    }
  }

  /** A primary that was cut off does not know that it is one no more: those who decide it do. */
  private async look(spot: Spot, client: Client): Promise<void> {
    const now = await this.options.place.find().catch(() => spot);
    if (now.at !== spot.at && client === this.client) this.drop();
  }

  /** Any command. Rejects with StoreUnavailable after the deadline, with Redis' own error else. */
  command(args: readonly string[], deadlineMs = this.options.deadlineMs ?? 500): Promise<unknown> {
    const { client } = this;
    if (!client?.isReady) return Promise.reject(new StoreUnavailable());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new StoreUnavailable()), deadlineMs);
      client.sendCommand([...args]).then(
        (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        (error: Error) => {
          clearTimeout(timer);
          if (ELSEWHERE.test(error.message) && client === this.client) this.drop();
          reject(/^[A-Z]+ /.test(error.message) ? refusalOf(error) : new StoreUnavailable());
        },
      );
    });
  }

  /**
   * What `work` sends goes over one connection. Rejects with StoreUnavailable when that ended in
   * between: what was written before the end and what was heard after it may be of two servers.
   */
  async onOneConnection<T>(work: () => Promise<T>): Promise<T> {
    const before = this.connection;
    const done = await work();
    if (this.connection !== before) throw new StoreUnavailable();
    return done;
  }

  /** Runs a script by its digest; sends the text when Redis does not have it yet. */
  async run(script: Script, args: readonly (string | number)[]): Promise<unknown> {
    const rest = ['1', MARKER, ...args.map(String)];
    try {
      return await this.command(['EVALSHA', script.sha, ...rest]);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return this.command(['EVAL', script.text, ...rest]);
    }
  }
}

const assertPrimary = async (client: Client): Promise<void> => {
  const [role] = (await client.sendCommand(['ROLE'])) as string[];
  if (role !== 'master') throw new Error(`the Redis that should be the primary is a ${role}`);
};

/** The keys are at another node now. */
const ELSEWHERE = /^(MOVED|READONLY) /;

/** Redis says that it cannot serve now: a fault that passes, not a bug. */
const PASSING =
  /^(LOADING|BUSY|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|OOM|TRYAGAIN|MOVED|ASK|UNBLOCKED) |access a non local key in a cluster/;

const refusalOf = (error: Error): Error => {
  if (error.message.startsWith('NOTREADY')) return new StoreIncomplete();
  return PASSING.test(error.message) ? new StoreUnavailable() : error;
};
