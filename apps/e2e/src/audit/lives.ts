import { idOf, PATCH_OP, strictUser, type Client } from '../support/client';
import { isAway, isGood, type Marked, type Recorder } from './ledger';
import { group } from '../support/teams';
import type { Answer } from '../support/tools';

/** What a writer does, again and again: one life, marked by its name. */
export type Life = (recorder: Recorder, name: string, n: number) => Promise<void>;

type Step = () => Promise<Answer>;

/** After a step without an answer the state is unknown: the life ends there. */
const inOrder = async (recorder: Recorder, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) if (recorder.stopping || !isGood((await step()).status)) return;
};

/**
 * A create is repeated until it is answered, as providers do: 409 then says that an earlier attempt
 * was recorded, and the audit holds the log to it. Undefined when its id is not known.
 */
const create = async (
  recorder: Recorder,
  marks: readonly string[],
  ask: (client: Client) => Promise<Answer>,
): Promise<string | undefined> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await recorder.write(marks, ask, attempt > 0);
    if (isGood(answer.status)) return idOf(answer);
    if (answer.status === 409 && attempt > 0) recorder.acknowledge(marks);
    if (!isAway(answer.status) || recorder.stopping) return undefined;
  }
  return undefined;
};

const join = (recorder: Recorder, userName: string): Promise<string | undefined> =>
  create(recorder, [`provision:${userName}`], (client) =>
    client.post('/Users', strictUser(userName)),
  );

/** Joins, is renamed, switched off and on, renamed, and every third one leaves. */
export const userLife: Life = async (recorder, name, n) => {
  const login = `${name}@load.example`;
  const made = await join(recorder, login);
  if (!made) return;
  const path = `/Users/${made}`;
  const patch = (mark: string, operation: object) => () =>
    recorder.write([mark], (client) => client.patch(path, [{ op: 'replace', ...operation }]));
  await inOrder(recorder, [
    patch(`rename:${login}:First`, { path: 'displayName', value: 'First' }),
    patch(`deactivate:${login}`, { value: { active: false } }),
    patch(`reactivate:${login}`, { value: { active: true } }),
    patch(`rename:${login}:Second`, { path: 'displayName', value: 'Second' }),
    ...(n % 3 === 0
      ? [() => recorder.write([`leave:${login}`], (client) => client.delete(path))]
      : []),
  ]);
};

/**
 * Three people join, two of them with their group. It takes in the third under another name and a
 * group as well, loses one by PATCH, one who leaves, the group that is deleted; every other group
 * goes as well.
 */
export const groupLife: Life = async (recorder, name, n) => {
  const logins = ['a', 'b', 'c'].map((one) => `${name}.${one}@load.example`);
  const people: string[] = [];
  for (const login of logins) {
    const made = await join(recorder, login);
    if (!made) return;
    people.push(made);
  }
  const [a, b, c] = people as [string, string, string];
  const [loginA, loginB, loginC] = logins;
  const team = `Team ${name}`;
  const inner = `Inner ${name}`;
  const marks = [`group:${team}`, `join:${team}:${loginA}`, `join:${team}:${loginB}`];
  const made = await create(recorder, marks, (client) => client.post('/Groups', group(team, a, b)));
  const nested =
    made &&
    (await create(recorder, [`group:${inner}`], (client) => client.post('/Groups', group(inner))));
  if (!made || !nested) return;
  const patch =
    (changes: readonly string[], ...operations: readonly object[]) =>
    () =>
      recorder.write(changes, (client) => client.patch(`/Groups/${made}`, operations));
  const remove = (changes: readonly string[], path: string) => () =>
    recorder.write(changes, (client) => client.delete(path));
  await inOrder(recorder, [
    patch(
      [`regroup:${team}:${team} II`, `join:${team}:${loginC}`, `join:${team}:${inner}`],
      { op: 'replace', path: 'displayName', value: `${team} II` },
      { op: 'add', path: 'members', value: [{ value: c }, { value: nested }] },
    ),
    patch([`part:${team}:${loginA}`], { op: 'remove', path: `members[value eq "${a}"]` }),
    remove([`leave:${loginB}`, `part:${team}:${loginB}`], `/Users/${b}`),
    remove([`ungroup:${inner}`, `part:${team}:${inner}`], `/Groups/${nested}`),
    patch([`part:${team}:${loginC}`], { op: 'remove', path: 'members', value: [{ value: c }] }),
    ...(n % 2 === 0 ? [remove([`ungroup:${team}`], `/Groups/${made}`)] : []),
  ]);
};

/** A team and its people in one request, by references before and behind; then its end in another. */
export const bulkLife: Life = async (recorder, name, n) => {
  const [one, two, three] = ['x', 'y', 'z'].map((part) => `${name}.${part}@load.example`) as [
    string,
    string,
    string,
  ];
  const team = `Bulk ${name}`;
  const begin = [
    provision(one),
    {
      marks: [`group:${team}`, `join:${team}:${one}`, `join:${team}:${two}`],
      operation: {
        method: 'POST',
        path: '/Groups',
        bulkId: team,
        data: group(team, `bulkId:${one}`, `bulkId:${two}`),
      },
    },
    provision(two),
    provision(three),
    patching(`/Users/bulkId:${one}`, [`rename:${one}:First`], {
      op: 'replace',
      path: 'displayName',
      value: 'First',
    }),
    patching(`/Groups/bulkId:${team}`, [`join:${team}:${three}`], {
      op: 'add',
      path: 'members',
      value: [{ value: `bulkId:${three}` }],
    }),
  ];
  const ids = await whole(recorder, begin);
  if (!ids || recorder.stopping) return;
  const [x, g, y] = ids as [string, string, string];
  await recorder.bulk([
    patching(`/Groups/${g}`, [`part:${team}:${one}`], {
      op: 'remove',
      path: `members[value eq "${x}"]`,
    }),
    {
      marks: [`leave:${two}`, `part:${team}:${two}`],
      operation: { method: 'DELETE', path: `/Users/${y}` },
    },
    patching(`/Groups/${g}`, [`regroup:${team}:${team} II`], {
      op: 'replace',
      path: 'displayName',
      value: `${team} II`,
    }),
    ...(n % 2 === 0
      ? [{ marks: [`ungroup:${team}`], operation: { method: 'DELETE', path: `/Groups/${g}` } }]
      : []),
  ]);
};

const provision = (userName: string): Marked => ({
  marks: [`provision:${userName}`],
  operation: { method: 'POST', path: '/Users', bulkId: userName, data: strictUser(userName) },
});

const patching = (path: string, marks: readonly string[], operation: object): Marked => ({
  marks,
  operation: {
    method: 'PATCH',
    path,
    data: { schemas: [PATCH_OP], Operations: [operation] },
  },
});

/** Repeated until it is answered; the ids of what it made, when each operation was done by it. */
const whole = async (
  recorder: Recorder,
  operations: readonly Marked[],
): Promise<readonly string[] | undefined> => {
  for (let attempt = 0; attempt < 100 && !recorder.stopping; attempt += 1) {
    const results = await recorder.bulk(operations, attempt > 0);
    if (!results) continue;
    const statuses = results.map(({ status }) => Number(status));
    if (attempt > 0)
      operations.forEach(({ marks, operation }, i) => {
        if (operation['method'] === 'POST' && statuses[i] === 409) recorder.acknowledge(marks);
      });
    if (statuses.every(isGood))
      return results.map(({ location }) => String(location).split('/').at(-1) as string);
    if (!statuses.some(isAway)) return undefined;
  }
  return undefined;
};
