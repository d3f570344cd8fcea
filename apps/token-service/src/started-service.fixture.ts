/** The token service as a process of its own, told by its environment; and nodes of Redis for it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { issue, revoke, Serving } from './serving.fixture';

/** One Redis process of tools/engines/redis-nodes.mjs. */
export interface Node {
  readonly pid: number;
  readonly port: number;
  ask(...command: readonly (string | number)[]): Promise<unknown>;
  kill9(): Promise<void>;
  start(): Promise<void>;
}

interface Nodes {
  readonly env: Readonly<Record<string, string>>;
  readonly replica: Node;
  stop(): Promise<void>;
}

interface RedisNodes {
  sentinelSet(): Promise<Nodes & { readonly primary: Node; readonly sentinels: readonly Node[] }>;
  clusterSet(
    key: string,
  ): Promise<
    Nodes & { readonly primaries: readonly Node[]; readonly owner: Node; readonly slot: number }
  >;
}

export const { sentinelSet, clusterSet } = createRequire(__filename)(
  '../../../tools/engines/redis-nodes.mjs',
) as RedisNodes;

const KEY = 'a-gateway-key-for-the-specs';

/** `npm test` builds before it tests: what is started is what was built. */
export class StartedService {
  private constructor(
    readonly base: string,
    readonly said: readonly string[],
    private readonly child: ChildProcess,
  ) {}

  static async start(
    serving: Serving,
    env: Readonly<Record<string, string>>,
  ): Promise<StartedService> {
    const child = spawn(process.execPath, [join(__dirname, '../dist/main.js')], {
      env: {
        PATH: process.env['PATH'] ?? '',
        INTERNAL_PORT: '0',
        KAFKA_BROKERS: serving.brokers.join(','),
        TOKEN_SERVICE_KEYS: KEY,
        INTERNAL_KEYS: 'an-operator-key-for-the-specs',
        TOKEN_PEPPERS: 'spec:0123456789abcdef',
        CREDENTIALS_GENERATION: String(serving.generation),
        TOPIC_PARTITIONS: '3',
        DRAIN_MS: '0',
        DEVELOPMENT: 'true',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stderr.on('data', (text) => said.push(String(text)));
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        said.push(line);
        const found = /"port":(\d+).*"listening"/.exec(line)?.[1];
        if (found) resolve(Number(found));
      });
      child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${said.join('\n')}`)));
    });
    return new StartedService(`http://127.0.0.1:${port}`, said, child);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}

/** Tokens that are issued and revoked without an end, and what was acknowledged of it. */
export class Load {
  readonly issued: { readonly id: string; readonly token: string }[] = [];
  readonly revoked = new Set<string>();
  /** Ids of revocations that were asked for: without an answer they may hold or not. */
  readonly asked = new Set<string>();
  readonly statuses = new Set<number>();
  private going = true;
  private readonly running: Promise<void>[];

  constructor(
    private readonly base: string,
    lanes = 3,
  ) {
    this.running = Array.from({ length: lanes }, (_, lane) => this.run(lane));
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.running);
  }

  private async run(lane: number): Promise<void> {
    for (let i = 0; this.going; i += 1) {
      const tenant = `lane${lane}-${Math.floor(i / 10)}`;
      const { status, body } = await issue(this.base, tenant);
      this.statuses.add(status);
      if (status !== 201) continue;
      this.issued.push(body);
      if (i % 2 === 0) continue;
      this.asked.add(body.id);
      const answer = await revoke(this.base, tenant, body.id);
      this.statuses.add(answer.status);
      if (answer.status === 204 || answer.status === 202) this.revoked.add(body.id);
    }
  }
}
