import { ProblemError } from '@rollcall/platform';
import type { PrimaryLocator, RedisEndpoint } from './primary-locator';
import { clientWith, type Client } from './redis-client';
import { MARKER, type Script } from './scripts/script';

/** The token store does not answer, or is not complete: 503 to every request. */
export class StoreUnavailable extends ProblemError {
  constructor(detail = 'The token store is unavailable. Try again.') {
    super(503, 'Service Unavailable', detail, 1);
  }
}

/** The store was emptied, or never filled: it must be restored before it answers. */
class StoreIncomplete extends StoreUnavailable {
  constructor() {
    super('The token store is being restored. Try again.');
  }
}

export interface RedisLinkOptions {
  readonly locator: PrimaryLocator;
  /** Operators see it in CLIENT LIST. */
  readonly name: string;
  readonly deadlineMs?: number;
  readonly onError?: (error: Error) => void;
}

const open = ({ client }: RedisEndpoint, name: string): Client =>
  clientWith({
    ...client,
    name,
    // A connection that is silent for three seconds is closed.
    pingInterval: 1_000,
    socket: {
      ...('socket' in client ? client.socket : {}),
      connectTimeout: 2_000,
      socketTimeout: 3_000,
    },
  });

const CHECK_EVERY_MS = 1_000;
const MOST_DELAY_MS = 500;
const STABLE_MS = 100;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/**
 * One connection to the primary, wherever that is: each command has a deadline, and a lost connection
 * is opened again. The client's modes for Sentinel and Cluster send a command again on another
 * connection; a write and the WAIT that confirms it need the same one (ADR 0013).
 */
export class RedisLink {
  private client: Client | undefined;
  private closed = false;
  private disconnect: () => void = () => undefined;
  /** Counts connections: a new number may be a new server. */
  connection = 0;

  constructor(private readonly options: RedisLinkOptions) {}

  /** Starts to connect; does not wait for it. */
  connect(): void {
    void this.stayConnected();
  }

  close(): void {
    this.closed = true;
    this.disconnect();
  }

  private async stayConnected(): Promise<void> {
    for (let failures = 0; !this.closed; ) {
      const began = performance.now();
      const { connection } = this;
      await this.connectOnce().catch((error: unknown) => this.options.onError?.(error as Error));
      // A connection that was stable is opened again at once.
      const stable = this.connection !== connection && performance.now() - began > STABLE_MS;
      failures = stable ? 0 : failures + 1;
      if (failures > 0) await pause(Math.min(25 * 2 ** Math.min(failures, 5), MOST_DELAY_MS));
    }
  }

  /** One connection, from its opening to its end. */
  private async connectOnce(): Promise<void> {
    const { locator, name, onError } = this.options;
    const endpoint = await locator.find();
    if (this.closed) return;
    const client = open(endpoint, name);
    const ended = new Promise<void>((resolve) => {
      client.on('error', (error: Error) => {
        onError?.(error);
        resolve();
      });
      this.disconnect = () => {
        this.client = undefined;
        client.destroy();
        resolve();
      };
    });
    let checking: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      if (locator.moves) {
        await assertPrimary(client);
        checking = setInterval(() => void this.checkPrimary(endpoint, client), CHECK_EVERY_MS);
      }
      this.client = client;
      this.connection += 1;
      await ended;
    } finally {
      clearInterval(checking);
      this.disconnect();
    }
  }

  /** A primary that is cut off does not know that it was replaced; the nodes that elect one do. */
  private async checkPrimary(endpoint: RedisEndpoint, client: Client): Promise<void> {
    const now = await this.options.locator.find().catch(() => endpoint);
    if (now.name !== endpoint.name && client === this.client) this.disconnect();
  }

  /** Any command. Rejects with StoreUnavailable after the deadline, otherwise with Redis' error. */
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
          if (ELSEWHERE.test(error.message) && client === this.client) this.disconnect();
          reject(/^[A-Z]+ /.test(error.message) ? refusalOf(error) : new StoreUnavailable());
        },
      );
    });
  }

  /**
   * Runs `work` on one connection. Rejects with StoreUnavailable when another one was opened in
   * between: the write and the confirmation may be of two servers.
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
  const [role] = await client.sendCommand<string[]>(['ROLE']);
  if (role !== 'master') throw new Error(`the Redis that should be the primary is a ${role}`);
};

/** The keys are at another node now. */
const ELSEWHERE = /^(MOVED|READONLY) /;

/** Redis cannot serve now: a passing fault, not a bug. */
const PASSING =
  /^(LOADING|BUSY|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|OOM|TRYAGAIN|MOVED|ASK|UNBLOCKED) |access a non local key in a cluster/;

const refusalOf = (error: Error): Error => {
  if (error.message.startsWith('NOTREADY')) return new StoreIncomplete();
  return PASSING.test(error.message) ? new StoreUnavailable() : error;
};
