import { subject } from '@rollcall/contracts';
import { foldCase } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import { ACME, Installation, OPERATOR } from './installation.fixture';

let from: Installation;
let to: Installation;
beforeAll(async () => {
  [from, to] = await Promise.all([Installation.open(), Installation.open()]);
});
afterAll(() => Promise.all([from.close(), to.close()]));

/** Creates a user as the former release did. */
const formerly = async (userName: string): Promise<void> => {
  const userId = randomUUID();
  const [of, login] = [subject('users', userId), foldCase(userName)];
  const attributes = { userName, displayName: 'P', active: true };
  await from.log.append(ACME, {
    id: randomUUID(),
    actor: 'token:1',
    correlationId: 'c',
    reads: { subjects: [of], claims: [] },
    decide: () => ({
      change: {
        subject: of,
        status: 'active',
        attributes,
        claimsBefore: [],
        facts: [{ type: 'UserProvisioned', data: { userId, login, attributes } }],
        claimsAfter: [{ kind: 'userName', value: login, folding: 1 }],
      },
    }),
  });
};

it('users whose names are equal by the newest folding move, and stay distinct', async () => {
  const settings = { name: 'Acme', profile: 'full', provisioning: 'enabled' } as const;
  await from.tenants.register(ACME, settings, OPERATOR);
  for (const name of [
    'Ａda@example.com',
    'ada@example.com',
    'ＡＤa@example.com',
    'a\u200bda@example.com',
  ])
    await formerly(name);
  await from.tenants.change(ACME, { provisioning: 'disabled' }, OPERATOR);
  await to.import(await from.export());
  const claimed = (rows: readonly string[]) =>
    rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  expect(claimed(await to.rows('claims')).map(({ value, folding }) => [value, folding])).toEqual(
    expect.arrayContaining([
      ['ａda@example.com', 1],
      ['ａｄa@example.com', 1],
      ['a\u200bda@example.com', 1],
      ['ada@example.com', 2],
    ]),
  );
  const byHolder = (rows: readonly string[]) =>
    claimed(rows)
      .map(({ value, subject: holder }) => `${String(value)} ${String(holder)}`)
      .sort();
  expect(byHolder(await to.rows('claims'))).toEqual(byHolder(await from.rows('claims')));
});
