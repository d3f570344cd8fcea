import { auditLedger } from '../audit/audit-ledger';
import { auditAll } from '../audit/settled';
import { startStack, type Stack } from '../support/stack';
import type { Tenant } from '../support/tenants';
import type { Client } from '../support/client';
import type { Ledger } from '../audit/ledger';
import { Writers } from '../audit/writers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipe } from './pipe';

/** The stack of a drill: two gateways, wires that can be cut, a clock that can be wrong. */
export interface DrillStack extends Stack {
  readonly pipes: { readonly token: Pipe; readonly directory: Pipe };
  readonly graceMs: number;
  /** How far the token service's wall clock stands off. */
  skew(ms: number): Promise<void>;
}

/** What a drill sees, says and finds. */
export interface Run {
  readonly stack: DrillStack;
  /** The whole drill; in `npm test` they are kept short. */
  readonly long: boolean;
  say(text: string): void;
  /** A finding; `ok` false makes the drill fail. */
  find(text: string, ok: boolean): void;
}

export interface Drill {
  readonly name: string;
  /** One line: what breaks and what must hold. */
  readonly says: string;
  readonly act: (run: Run) => Promise<void>;
}

export const startDrillStack = async (long: boolean): Promise<DrillStack> => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-drill-'));
  const skewFile = join(dir, 'skew');
  const pipes = { token: await Pipe.open(), directory: await Pipe.open() };
  const graceMs = long ? 60_000 : 12_000;
  const close = async (): Promise<void> => {
    await Promise.all([pipes.token.close(), pipes.directory.close()]);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({
      gateways: 2,
      fsync: true,
      env: {
        gateway: {
          TOKEN_SERVICE_URL: pipes.token.url,
          DIRECTORY_URL: pipes.directory.url,
          ADMISSION_GRACE_MS: String(graceMs),
          DRAIN_MS: '1000',
        },
        token: {
          NODE_OPTIONS: `--require ${join(__dirname, 'skew.cjs')}`,
          SKEW_FILE: skewFile,
        },
      },
    });
    pipes.token.to(stack.portOf('token'));
    pipes.directory.to(stack.portOf('directory'));
    return {
      ...stack,
      pipes,
      graceMs,
      skew: (ms) => writeFile(skewFile, String(ms)),
      stop: async () => {
        await stack.stop();
        await close();
      },
    };
  } catch (reason) {
    await close();
    throw reason;
  }
};

/**
 * Writers that speak to all gateways in turn, so that a dead one can be left. With `groups` they
 * also write groups and Bulk requests, which only the full profile accepts.
 */
export const load = (
  clients: readonly Client[],
  prefix: string,
  { rate = 200, groups = false }: { rate?: number; groups?: boolean } = {},
): Writers => {
  let turn = 0;
  const client = () => clients[(turn += 1) % clients.length] as Client;
  return new Writers({ client, prefix, rate, groups });
};

const counts = ({ statuses }: Ledger): string =>
  [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status === 0 ? 'no answer' : status} × ${times}`)
    .join(', ');

/** What was acknowledged and what was found: acknowledged ⊆ log ⊆ attempted, log = topic = directory. */
export const audit = async (
  { stack, find, say }: Pick<Run, 'find' | 'say'> & { stack: Stack },
  tenant: Tenant,
  ledger: Ledger,
  allowed: readonly number[],
): Promise<void> => {
  say(`answers: ${counts(ledger)}`);
  say(`longest time without an acknowledgement: ${Math.round(ledger.longestSilence)} ms`);
  const strays = [...ledger.statuses.keys()].filter((status) => !allowed.includes(status));
  find(`answers other than ${allowed.join(', ')}: ${strays.length}`, strays.length === 0);
  const { log, problems } = await auditAll(stack, tenant);
  const all = [...auditLedger(ledger, log.events), ...problems];
  find(
    `${ledger.attempted.size} changes attempted, ${ledger.acknowledged.size} acknowledged, ` +
      `${log.events.length} events in the log = topic = directory`,
    all.length === 0,
  );
  for (const problem of all) say(`  ${problem}`);
};

export const GOOD = [200, 201, 204] as const;
/** What a client may meet while the log is away: an answer that says so, or none. */
export const AWAY = [...GOOD, 409, 503, 0] as const;
