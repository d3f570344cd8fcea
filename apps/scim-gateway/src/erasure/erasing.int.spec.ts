import type { DomainError } from '@rollcall/domain';
import { foundText } from '@rollcall/testing';
import {
  INITIATOR,
  departed,
  dyingBefore,
  Ground,
  OTHER,
  PERSON,
  TEXTS,
  until,
  type Scenery,
} from './erasing.fixture';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.on('erasing');
});
afterEach(() => ground.end());

const erased = async (scenery: Scenery, user: string): Promise<void> => {
  await ground.commands.user(scenery.id, user, INITIATOR);
  await ground.erasing().run();
};

describe('a deleted user', () => {
  it('occurs in many places before the erasure, and nowhere in the database after it', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    const before = await foundText(ground.url, TEXTS);
    expect(before).toContainEqual('public.events: quux');
    expect(before.filter((one) => one.startsWith('public.requests_')).length).toBeGreaterThan(2);
    await erased(scenery, zelda);
    expect(await foundText(ground.url, TEXTS)).toEqual([]);
  });

  it('leaves positions, types and times, and all other users unchanged', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    const history = () =>
      ground.sql<{ subject: string }>(
        `SELECT position, subject, stream_version, type, version, recorded_at FROM events
         WHERE tenant_id = $1 ORDER BY position`,
        [scenery.id],
      );
    const others = `SELECT position, data FROM events WHERE tenant_id = $1
      AND (subject = $2 AND stream_version > 1 OR data->>'displayName' IN ('Team', 'Desk 7'))
      ORDER BY position`;
    const {
      readings: [bob],
    } = await ground.log.resources.holder(scenery.id, 'full', {
      kind: 'userName',
      value: 'bob@example.com',
      folding: 2,
    });
    const of = () => ground.sql(others, [scenery.id, bob?.subject]);
    const [before, state, bobBefore] = [
      await history(),
      await ground.log.tenant(scenery.id),
      await of(),
    ];
    const stillOn = `FROM refused_switch_offs WHERE tenant_id = $1 AND user_id = $2`;
    await ground.sql(
      `INSERT INTO refused_switch_offs VALUES ($1, $2, now(), 'r', 'name-taken', NULL)`,
      [scenery.id, zelda],
    );
    await erased(scenery, zelda);
    expect(await ground.sql(`SELECT ${stillOn}`, [scenery.id, zelda])).toEqual([]);
    const after = await history();
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ subject: `users/${zelda}`, type: 'UserErased' });
    expect((await ground.log.tenant(scenery.id))?.checksum).toBe(state?.checksum);
    expect(await of()).toEqual(bobBefore);
    expect(await ground.erasures.of(scenery.id, `users/${zelda}` as never)).toMatchObject({
      steps: ['names', 'requests', 'told', 'late', 'events', 'statistics'],
      doneAt: expect.any(String) as string,
      namedIn: [],
    });
  });

  it('leaves the present words of others, and the names that a schema defines', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    await erased(scenery, zelda);
    const [first] = await ground.sql<{ data: { attributes: object } }>(
      `SELECT data FROM events WHERE tenant_id = $1 AND data->>'login' = 'bob@example.com'
       ORDER BY position`,
      [scenery.id],
    );
    expect(first?.data.attributes).toMatchObject({
      userName: 'bob@example.com',
      title: 'redacted',
      emails: [{ value: 'bob@example.com' }, { value: 'redacted' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        division: 'redacted',
        manager: { value: 'somebody', displayName: 'redacted' },
      },
    });
    const words = await ground.sql<object>(
      `SELECT path, attributes, refusal::json->>'detail' AS detail, correlation_id FROM requests
       WHERE resource_id IS NULL ORDER BY seq`,
    );
    const rows = await ground.sql<{ attribute: string }>(
      `SELECT json_array_elements(refusal::json->'refused')->>'attribute' AS attribute FROM requests`,
    );
    expect(rows.map(({ attribute }) => attribute)).toEqual([
      '…',
      'emails[type eq "work"].value',
      'name.givenName',
    ]);
    const plain = { path: '/Users', attributes: null, detail: null, correlation_id: 'c' };
    expect(words).toEqual([
      plain,
      { ...plain, attributes: 'userName … … … title' },
      { ...plain, path: '/…' },
      { ...plain, path: '/…' },
      { ...plain, detail: 'The attribute "…" is not accepted.', correlation_id: 'redacted' },
    ]);
  });

  it('is erased once, however often and by whichever caller', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    await Promise.all([1, 2, 3].map(() => ground.commands.user(scenery.id, zelda, INITIATOR)));
    const position = await ground.log.position(scenery.id);
    await ground.erasing().run();
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    expect(await ground.log.position(scenery.id)).toBe(position);
    const erased = `SELECT FROM events WHERE tenant_id = $1 AND type = 'UserErased'`;
    expect(await ground.sql(erased, [scenery.id])).toHaveLength(1);
  });

  it('is found by a name that would be a pattern, here and in Postgres', async () => {
    const scenery = await ground.tenant();
    const name = 'J. (Jo) O’Neil+';
    const jo = await scenery.joins({ userName: 'jo@example.com', displayName: name, active: true });
    const now = await scenery.group({ displayName: `Desk of ${name}` }, []);
    const former = await scenery.group({ displayName: name }, []);
    await scenery.group({ displayName: 'Jx (Jo) O’Neil' }, []);
    await scenery.renames(former, 'Desk 7');
    await scenery.leaves(jo);
    await erased(scenery, jo);
    expect((await ground.erasures.list(scenery.id))[0]?.namedIn).toEqual([`groups/${now}`]);
    expect(await foundText(ground.url, ['jo@example.com'])).toEqual([]);
    const names = `SELECT data->>'displayName' AS name FROM events
      WHERE tenant_id = $1 AND subject = $2 ORDER BY position`;
    expect(await ground.sql(names, [scenery.id, `groups/${former}`])).toEqual([
      { name: 'redacted' },
      { name: 'Desk 7' },
    ]);
  });

  it('is found by every name of a long history, however long the names were', async () => {
    const scenery = await ground.tenant();
    const jo = await scenery.joins({ userName: 'jo@example.com', active: true });
    const name = (i: number): string => `Jo the ${i}th ${'very '.repeat(800)}long`;
    const first = await scenery.group({ displayName: 'The first Jo of all' }, []);
    await scenery.isCalled(jo, 'first Jo');
    for (let i = 0; i < 260; i += 1) await scenery.isCalled(jo, name(i));
    await scenery.isCalled(jo, 'Last Jo');
    const former = await scenery.group({ displayName: `Friends of ${name(7)}` }, []);
    const now = await scenery.group({ displayName: 'Friends of last Jo' }, []);
    await scenery.renames(first, 'Desk 7');
    await scenery.renames(former, 'Desk 8');
    await scenery.leaves(jo);
    await erased(scenery, jo);
    const [erasure] = await ground.erasures.list(scenery.id);
    expect(erasure?.doneAt).toEqual(expect.any(String));
    expect(erasure?.namedIn).toEqual([`groups/${now}`]);
    expect(await foundText(ground.url, ['first Jo', name(7), name(259)])).toEqual([]);
  }, 60_000);

  it('keeps its events until they are published, and loses all else at once', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    await ground.published(scenery.id, (await ground.log.position(scenery.id)) - 1);
    await ground.erasing().run();
    const tables = new Set((await foundText(ground.url, TEXTS)).map((one) => one.split(':')[0]));
    expect([...tables]).toEqual(['public.events']);
    await ground.published(scenery.id, await ground.log.position(scenery.id));
    await ground.leaseIsOver();
    await ground.erasing().run();
    expect(await foundText(ground.url, TEXTS)).toEqual([]);
  });

  it('is reported with the resources that still have the name, which stays', async () => {
    const scenery = await ground.tenant();
    const zelda = await scenery.joins(PERSON);
    const group = await scenery.group({ displayName: 'Friends of Quux' }, []);
    const report = await scenery.joins({ ...OTHER, manager: { displayName: 'Zelda Quux' } });
    const page = { profileUrl: 'https://pages.example/of%20Zelda' };
    const pages = await scenery.joins({ userName: 'eve@example.com', active: true, ...page });
    await scenery.group({ displayName: 'Quuxotic' }, []);
    await scenery.leaves(zelda);
    await erased(scenery, zelda);
    const { namedIn } = (await ground.erasures.list(scenery.id))[0] ?? {};
    expect(namedIn).toEqual([`groups/${group}`, ...[`users/${report}`, `users/${pages}`].sort()]);
    const { readings } = await ground.log.resources.holder(scenery.id, 'full', {
      kind: 'groupName',
      value: 'friends of quux',
      folding: 2,
    });
    expect(readings).toHaveLength(1);
  });
});

describe('an erasure is refused', () => {
  it('of a user who is active, never existed, or is another tenant’s', async () => {
    const [scenery, other] = [await ground.tenant(), await ground.tenant()];
    const live = await scenery.joins(OTHER);
    const gone = await departed(other);
    const refusals = [
      ground.commands.user(scenery.id, live, INITIATOR),
      ground.commands.user(scenery.id, gone, INITIATOR),
      ground.commands.user(scenery.id, 'not-an-id', INITIATOR),
    ];
    const codes = await Promise.all(
      refusals.map((one) => one.catch((reason: DomainError) => reason.code)),
    );
    expect(codes).toEqual(['user-not-deprovisioned', 'user-unknown', 'user-unknown']);
    await ground.erasing().run();
    expect(await foundText(ground.url, ['quux'])).not.toEqual([]);
  });

  it('of a tenant that accepts changes', async () => {
    const scenery = await ground.tenant();
    await expect(ground.commands.tenant(scenery.id, INITIATOR)).rejects.toMatchObject({
      code: 'tenant-not-closed',
    });
  });
});

describe('a gateway that dies in the middle of an erasure', () => {
  const STEPS = ['names', 'requests', 'told', 'late', 'events', 'statistics'];

  it.each(STEPS)('before %s leaves the rest to another gateway', async (name) => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    void ground.erasing(dyingBefore(name)).run();
    const before = STEPS.indexOf(name);
    await until(async () => {
      const [row] = await ground.sql<{ steps: string[]; leased: boolean }>(
        'SELECT steps, due_at > now() AS leased FROM erasures',
      );
      return row?.steps.length === before && row.leased;
    });
    await ground.erasing().run();
    expect((await ground.erasures.list(scenery.id))[0]?.doneAt).toBeNull();
    await ground.leaseIsOver();
    await ground.erasing().run();
    expect((await ground.erasures.list(scenery.id))[0]?.doneAt).not.toBeNull();
    expect(await foundText(ground.url, TEXTS)).toEqual([]);
  });

  it('retries a failed step by itself', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    let fails = true;
    const erasing = ground.erasing((real) =>
      real.map((step) => ({
        ...step,
        run: (erasure, hold) => {
          const failing = fails && step.name === 'requests';
          return failing ? Promise.reject(new Error('away')) : step.run(erasure, hold);
        },
      })),
    );
    await erasing.run();
    expect((await ground.erasures.list(scenery.id))[0]?.steps).toEqual(['names']);
    fails = false;
    await ground.leaseIsOver();
    await erasing.run();
    expect(await foundText(ground.url, TEXTS)).toEqual([]);
  });
});
