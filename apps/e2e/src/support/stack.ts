import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
/* eslint-disable @nx/enforce-module-boundaries -- with tools.ts the one door to tools/. */
import { startEngines, type Engine, type Engines } from '../../../../tools/engines/engines.mjs';
import type { ManagedProcess } from '../../../../tools/engines/managed.mjs';
import {
  startStack as startServices,
  type ServiceName,
  type StackOptions,
} from '../../../../tools/stack/stack.mjs';
/* eslint-enable @nx/enforce-module-boundaries */

export type { ServiceName };
export type EngineName = 'kafka' | 'postgres' | 'redis';
/** Whose rights at Kafka: k8s/kafka/rights.json. */
export type KafkaUser = 'gateway' | 'directory' | 'token' | 'operator' | 'subscriber' | 'delivery';
export type PartName = ServiceName | EngineName;

/** Keys between the services, of operators on internal ports, and of a service of the product. */
export type ServiceKeys = Readonly<
  Record<'gatewayToTokens' | 'gatewayToDirectory' | 'operator' | 'client', string>
>;

/** A running Rollcall with engines of its own, as the specs drive it. */
export interface Stack {
  /** SCIM base URL of each gateway. */
  readonly scim: readonly [string, ...string[]];
  /** Admin base URL of each gateway. */
  readonly admin: readonly string[];
  /** Internal base URL of each gateway: health, metrics. */
  readonly internals: readonly string[];
  readonly directory: string;
  /** Where health and metrics of each service are: no ingress leads there. */
  readonly internal: Readonly<Record<'gateway' | 'directory' | 'token', string>>;
  /** The variables of a process that reaches the engines; of a secure stack, over TLS. */
  readonly reach: Readonly<Record<string, string>>;
  /** Of a secure stack: the variables with which a process is one of Kafka's users. */
  readonly kafkaUsers: Readonly<Record<KafkaUser, Readonly<Record<string, string>>>> | undefined;
  readonly operatorKey: string;
  readonly keys: ServiceKeys;
  readonly logDatabaseUrl: string;
  readonly directoryDatabaseUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Folder of what the services wrote on standard output. */
  readonly logs: string;
  readonly brokers: readonly string[];
  readonly generation: number;
  kill9(name: PartName): Promise<void>;
  start(name: PartName): Promise<void>;
  /** SIGTERM, or what the engine calls its stop, and the end of it. */
  stopPart(name: PartName): Promise<void>;
  /** Where the other services ask it. */
  portOf(name: ServiceName): number;
  /** Variables of a service. */
  envOf(name: ServiceName): Readonly<Record<string, string | undefined>>;
  /** Variables that a service has from its next start on; undefined removes one. */
  configure(name: ServiceName, env: Readonly<Record<string, string | undefined>>): void;
  /** SIGSTOP: it keeps its connections and says nothing. */
  pause(name: PartName): void;
  resume(name: PartName): void;
  /** Parts that ended without being killed, since the last call. */
  fallen(): readonly string[];
  /** Starts again whatever is not running, and thaws what is frozen. */
  mend(): Promise<void>;
  /** `npm run rollcall -- rebuild` against this stack. */
  rebuild(env?: Readonly<Record<string, string>>): Promise<{ code: number; output: string }>;
  /** A command of the services against this stack: `apps/scim-gateway/dist/commands/topics.js`. */
  command(
    script: string,
    env: Readonly<Record<string, string>>,
  ): Promise<{ code: number; output: string }>;
  stop(): Promise<void>;
}

const root = join(__dirname, '../../../..');
type Env = NonNullable<StackOptions['env']>;

/** A script of the checkout with words behind it. */
export const run = (
  script: string,
  env: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });

const ENGINES = ['kafka', 'postgres', 'redis'] as const;
const isEngine = (name: PartName): name is EngineName => ENGINES.some((engine) => engine === name);

const databaseOf = ({ env }: Engines, pathname: string): string =>
  Object.assign(new URL(env.DATABASE_URL), { pathname }).href;

const isAlive = ({ pid }: { pid: number }): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const asUsers = (env: Env, users: Stack['kafkaUsers']): Env =>
  users === undefined
    ? env
    : {
        gateway: { ...users.gateway, ...env.gateway },
        directory: { ...users.directory, ...env.directory },
        token: { ...users.token, ...env.token },
      };

/** Starts engines and services of its own, in a folder that is gone at the stop. */
export const startStack = async ({
  gateways = 1,
  env = {},
  fsync = false,
  secure = false,
}: {
  gateways?: number;
  /** Variables for the services of one kind. */
  env?: Env;
  /** Postgres as in production, instead of one whose data is thrown away. */
  fsync?: boolean;
  /** The services reach every engine over TLS, and Kafka with a password. */
  secure?: boolean;
} = {}): Promise<Stack> => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'));
  let fallen: string[] = [];
  const onExit = (name: string): void => void fallen.push(name);
  const engines = await startEngines({
    fresh: true,
    fsync,
    secure,
    dir: join(dir, 'engines'),
    onExit,
  });
  const over = engines.secure?.env ?? engines.env;
  const everywhere = engines.secure?.everywhere ?? {};
  const services = await startServices({
    engines: { env: over },
    everywhere,
    dir: join(dir, 'stack'),
    gateways,
    env: asUsers(env, engines.secure?.users),
    onExit,
  }).catch(async (reason: unknown) => {
    await engines.stop();
    throw reason;
  });
  const service = (name: ServiceName): ManagedProcess => {
    const found = services.services[name];
    if (!found) throw new Error(`this stack has no ${name}`);
    return found;
  };
  const part = (name: PartName): Engine => (isEngine(name) ? engines[name] : service(name));
  const all = [...ENGINES, ...(Object.keys(services.services) as ServiceName[])];
  const [first, ...more] = services.gateways.map(({ scimBaseUrl }) => scimBaseUrl);
  return {
    scim: [first as string, ...more],
    admin: services.gateways.map(({ adminBaseUrl }) => adminBaseUrl),
    internals: services.gateways.map(({ internalBaseUrl }) => internalBaseUrl),
    directory: services.directoryBaseUrl,
    internal: {
      gateway: services.gateways[0].internalBaseUrl,
      directory: services.directoryInternalUrl,
      token: services.tokenBaseUrl,
    },
    reach: { ...everywhere, ...over },
    kafkaUsers: engines.secure?.users,
    operatorKey: services.operatorKey,
    keys: {
      gatewayToTokens: services.secrets.tokenServiceKey,
      gatewayToDirectory: services.secrets.gatewayDirectoryKey,
      operator: services.secrets.serviceKey,
      client: services.secrets.directoryKey,
    },
    // Without TLS: specs look for themselves.
    logDatabaseUrl: databaseOf(engines, 'rollcall_log'),
    directoryDatabaseUrl: databaseOf(engines, 'rollcall_directory'),
    databaseUrl: engines.env.DATABASE_URL,
    redisUrl: engines.env.REDIS_URL,
    logs: join(dir, 'stack'),
    brokers: engines.env.KAFKA_BROKERS.split(','),
    generation: 1,
    kill9: (name) => part(name).kill9(),
    start: (name) => part(name).start(),
    stopPart: (name) => part(name).stop(),
    portOf: (name) => Number(service(name).env['INTERNAL_PORT']),
    envOf: (name) => service(name).env,
    configure: (name, more) => {
      const { env: own } = service(name);
      for (const [variable, value] of Object.entries(more))
        if (value === undefined) delete own[variable];
        else own[variable] = value;
    },
    pause: (name) => void process.kill(part(name).pid, 'SIGSTOP'),
    resume: (name) => void process.kill(part(name).pid, 'SIGCONT'),
    fallen: () => {
      const names = fallen;
      fallen = [];
      return names;
    },
    mend: async () => {
      for (const one of all.map(part)) {
        if (isAlive(one)) process.kill(one.pid, 'SIGCONT');
        else await one.start();
      }
    },
    rebuild: (more = {}) => run('tools/rebuild.mjs', { ...services.env, ...more }),
    command: (script, more) => run(script, more),
    stop: async () => {
      await services.stop();
      await engines.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
