export type ServiceName =
  | 'gateway'
  | 'gateway-2'
  | 'directory'
  | 'token'
  | 'kafka'
  | 'postgres'
  | 'redis';

/** A running Rollcall with engines, as the specs drive it. */
export interface Stack {
  /** SCIM base URL of each gateway. */
  readonly scim: readonly [string, ...string[]];
  /** Admin base URL of each gateway. */
  readonly admin: readonly string[];
  readonly directory: string;
  readonly operatorKey: string;
  readonly serviceKey: string;
  readonly logDatabaseUrl: string;
  readonly brokers: readonly string[];
  readonly generation: number;
  kill9(name: ServiceName): Promise<void>;
  start(name: ServiceName): Promise<void>;
  /** SIGSTOP: it keeps its connections and says nothing. */
  pause(name: ServiceName): void;
  resume(name: ServiceName): void;
  /** `npm run rebuild` against this stack. */
  rebuild(): Promise<{ code: number; output: string }>;
  stop(): Promise<void>;
}

export interface StackOptions {
  readonly gateways?: number;
  /** Engines of its own, for specs that kill them. */
  readonly privateEngines?: boolean;
}

export const startStack = (_options: StackOptions = {}): Promise<Stack> =>
  Promise.reject(new Error('not yet'));
