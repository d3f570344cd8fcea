import { ProblemError } from '@rollcall/platform';
import { createClient } from 'redis';
import { MARKER, type Script } from './scripts/script';

/** The token store does not answer, or is not complete: 503, whatever was asked. */
export class StoreUnavailable extends ProblemError {
  constructor(detail = 'The token store does not answer now. Try again.') {
    super(503, 'Service Unavailable', detail, 1);
  }
}

/** The store was emptied, or never filled: it must be restored before it says anything. */
export class StoreIncomplete extends StoreUnavailable {
  constructor() {
    super('The token store is being restored. Try again.');
  }
}

export interface RedisLinkOptions {
  readonly url: string;
  readonly name: string;
  readonly deadlineMs?: number;
  readonly onError?: (error: Error) => void;
}

const open = ({ url, name }: RedisLinkOptions) =>
  createClient({
    url,
    name,
    RESP: 2,
    // A command is refused at once while there is no connection, and a connection that says
    // nothing for three seconds is dropped: the client's defaults would wait for ever.
    disableOfflineQueue: true,
    pingInterval: 1_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 3_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 4), 500),
    },
  });

/** One connection to Redis: each call has a deadline, and it connects again by itself. */
export class RedisLink {
  private readonly client: ReturnType<typeof open>;

  constructor(private readonly options: RedisLinkOptions) {
    this.client = open(options);
    this.client.on('error', (error: Error) => options.onError?.(error));
  }

  /** Begins to connect; does not wait for it. */
  connect(): void {
    this.client.connect().catch((error: unknown) => this.options.onError?.(error as Error));
  }

  async close(): Promise<void> {
    if (this.client.isOpen) this.client.destroy();
  }

  /** Any command. Rejects with StoreUnavailable after the deadline, with Redis' own error else. */
  command(args: readonly string[], deadlineMs = this.options.deadlineMs ?? 500): Promise<unknown> {
    if (!this.client.isReady) return Promise.reject(new StoreUnavailable());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new StoreUnavailable()), deadlineMs);
      this.client.sendCommand([...args]).then(
        (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        (error: Error) => {
          clearTimeout(timer);
          reject(/^[A-Z]+ /.test(error.message) ? refusalOf(error) : new StoreUnavailable());
        },
      );
    });
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

/** Redis says that it cannot serve now: a fault that passes, not a bug. */
const PASSING = /^(LOADING|BUSY|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|OOM|TRYAGAIN) /;

const refusalOf = (error: Error): Error => {
  if (error.message.startsWith('NOTREADY')) return new StoreIncomplete();
  return PASSING.test(error.message) ? new StoreUnavailable() : error;
};
