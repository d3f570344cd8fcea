import { eventually } from '../audit/settled';
import { sectionsOf } from '../pages/page';
import { blocksOf, typeBlocks } from '../pages/typing';
import { Client } from '../support/client';
import { issueToken } from '../support/tenants';
import type { Drill, DrillStack } from './drill';
import { Recovery } from './recovery';

const PAGE = 'docs/backup.md';
const FORGED = 'another:0123456789abcdef0123456789abcdef';

/** The keys of the Secret that no other place has, with the services that read them. */
const KEYS = {
  'token-peppers': { variable: 'TOKEN_PEPPERS', parts: ['token'] },
  'sealing-keys': { variable: 'SEALING_KEYS', parts: ['gateway', 'gateway-2'] },
  'console-peppers': { variable: 'CONSOLE_PEPPERS', parts: ['gateway', 'gateway-2'] },
} as const;

/** The copy of the Secret in the vault; `behind`: keys that were made meanwhile, at the end of each list. */
export const vaultOf = (stack: DrillStack, behind = ''): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'rollcall', namespace: 'rollcall' },
    stringData: Object.fromEntries(
      Object.entries(KEYS).map(([key, { variable, parts }]) => [
        key,
        [stack.envOf(parts[0])[variable], behind].filter(Boolean).join(','),
      ]),
    ),
  });

const loseKeys = async (stack: DrillStack): Promise<void> => {
  for (const { variable, parts } of Object.values(KEYS))
    for (const part of parts) stack.configure(part, { [variable]: FORGED });
  for (const part of ['token', 'gateway', 'gateway-2'] as const) {
    await stack.stopPart(part);
    await stack.start(part);
  }
};

/** The Secret was made again without its keys; the copy in the vault brings every token back. */
export const secret: Drill = {
  name: 'secret',
  says: 'the Secret lost: tokens are 503, never refused, and docs/backup.md brings them back',
  act: async (run) => {
    const { stack, find } = run;
    const recovery = await Recovery.of(stack);
    const vault = vaultOf(stack, FORGED);
    const { token } = await issueToken(stack, recovery.tenant.id);
    const statusOf = async (one: string): Promise<number> =>
      (await new Client(stack.scim[0], one).get('/Users?count=0')).status;
    await statusOf(token);
    await loseKeys(stack);
    const without = await statusOf(token);
    find(`a token whose pepper is lost: ${without}`, without === 503);
    const login = await recovery.login();
    find(`a log-in answer meanwhile: ${login}`, login === 200);
    const made = await issueToken(stack, recovery.tenant.id);
    const fresh = await statusOf(made.token);
    find(`a token that was issued without the copy: ${fresh}`, fresh === 200);
    const began = performance.now();
    const blocks = blocksOf(sectionsOf(PAGE), 'The Secret is lost');
    if (!(await typeBlocks(run, blocks, { 'secret.yaml': vault }))) return;
    const { change } = await recovery.since(began);
    find(`by the commands of the page a change is accepted after ${change} s`, true);
    for (const one of [token, made.token]) {
      const status = await eventually(
        () => statusOf(one),
        (answer) => answer !== 503,
      );
      find(
        `${one === token ? 'the token of before' : 'the token of meanwhile'}: ${status}`,
        status === 200,
      );
    }
  },
};
