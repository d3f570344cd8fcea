import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ServiceName = 'gateway' | 'gateway-2' | 'directory' | 'token';
export type EngineName = 'kafka' | 'postgres' | 'redis';
export type PartName = ServiceName | EngineName;

/** A part that can be killed and started again where it was, with the data it had. */
interface Part {
  readonly pid: number;
  kill9(): Promise<void>;
  start(): Promise<void>;
}

/** What tools/engines give. */
interface Engines extends Readonly<Record<EngineName, Part>> {
  readonly env: { readonly KAFKA_BROKERS: string };
  stop(): Promise<void>;
}

/** What tools/stack give. */
interface Services {
  readonly services: Readonly<Partial<Record<ServiceName, Part>>>;
  readonly gateways: readonly { readonly scimBaseUrl: string; readonly adminBaseUrl: string }[];
  readonly directoryBaseUrl: string;
  readonly operatorKey: string;
  readonly serviceKey: string;
  readonly logDatabaseUrl: string;
  /** The environment in which `npm run rebuild` finds this stack. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A running Rollcall with engines of its own, as the specs drive it. */
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
  kill9(name: PartName): Promise<void>;
  start(name: PartName): Promise<void>;
  /** SIGSTOP: it keeps its connections and says nothing. */
  pause(name: PartName): void;
  resume(name: PartName): void;
  /** `npm run rebuild` against this stack. */
  rebuild(): Promise<{ code: number; output: string }>;
  stop(): Promise<void>;
}

const root = join(__dirname, '../../..');
// Loaded when asked for: the specs of data and sources run where no stack can.
const load = createRequire(__filename);
const startEngines = (options: { fresh: boolean; dir: string }): Promise<Engines> =>
  (
    load('../../../tools/engines/engines.mjs') as { startEngines: typeof startEngines }
  ).startEngines(options);
const startServices = (options: {
  engines: Engines;
  dir: string;
  gateways: number;
}): Promise<Services> =>
  (load('../../../tools/stack/stack.mjs') as { startStack: typeof startServices }).startStack(
    options,
  );

const run = (
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });

/**
 * Starts engines and services in a folder of their own. Each spec has its own set: it costs two
 * seconds, and no spec then meets what another one killed.
 */
export const startStack = async ({ gateways = 1 }: { gateways?: number } = {}): Promise<Stack> => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'));
  const engines = await startEngines({ fresh: true, dir: join(dir, 'engines') });
  const services = await startServices({ engines, dir: join(dir, 'stack'), gateways }).catch(
    async (reason: unknown) => {
      await engines.stop();
      throw reason;
    },
  );
  const part = (name: PartName): Part => {
    const found =
      name === 'kafka' || name === 'postgres' || name === 'redis'
        ? engines[name]
        : services.services[name];
    if (!found) throw new Error(`this stack has no ${name}`);
    return found;
  };
  const [first, ...more] = services.gateways.map(({ scimBaseUrl }) => scimBaseUrl);
  return {
    scim: [first as string, ...more],
    admin: services.gateways.map(({ adminBaseUrl }) => adminBaseUrl),
    directory: services.directoryBaseUrl,
    operatorKey: services.operatorKey,
    serviceKey: services.serviceKey,
    logDatabaseUrl: services.logDatabaseUrl,
    brokers: engines.env.KAFKA_BROKERS.split(','),
    generation: 1,
    kill9: (name) => part(name).kill9(),
    start: (name) => part(name).start(),
    pause: (name) => void process.kill(part(name).pid, 'SIGSTOP'),
    resume: (name) => void process.kill(part(name).pid, 'SIGCONT'),
    rebuild: () => run('tools/rebuild.mjs', services.env),
    stop: async () => {
      await services.stop();
      await engines.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
