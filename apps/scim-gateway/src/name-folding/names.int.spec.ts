import { newestOf, userNameKeys } from '@rollcall/protocol';
import fc from 'fast-check';
import { ClaimTaken } from '../event-log/port/event-log';
import { Ground, type Tenant } from './names.fixture';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.on('names');
});
afterAll(() => ground.end());

const idOf = (of: string): string => of.split('/')[1] as string;

/** One of each kind; `names.spec.ts` of the protocol has them all. */
const HOSTILE = [
  ...'\u00a0\u2003\u3000\t\u0001\u200b\u2060\ufeff\u200d\u00ad',
  ...'\u202e\u2066\u061c\ufe0f\u{e0100}\u{e0041}\ue000\ufdd0\uffff',
  ...'\u3164\ufb01\u00b2\u{1d41a}\u2010\u0378',
];

describe.each(['strict', 'full'] as const)('a name that PRECIS refuses, in %s', (profile) => {
  const refused = { status: 400, scimType: 'invalidValue' };

  it('is 400 by POST, PUT and PATCH, names the character and changes nothing', async () => {
    const tenant = await ground.tenant(profile);
    const ada = await tenant.joins('ada@example.com');
    const position = await tenant.log.position(tenant.state.tenantId);
    for (const one of HOSTILE)
      for (const name of [
        `${one}ada@example.com`,
        `a${one}da@example.com`,
        `ada@example.com${one}`,
      ]) {
        const code = (one.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
        const detail = expect.stringContaining(`U+${code}`) as string;
        const answers = await Promise.allSettled([
          tenant.joins(name),
          tenant.users[0].replace(tenant.context, idOf(ada), tenant.person(name)),
          tenant.patch(ada, 'userName', name),
        ]);
        for (const answer of answers)
          expect(answer).toMatchObject({ status: 'rejected', reason: { ...refused, detail } });
      }
    expect(await tenant.log.position(tenant.state.tenantId)).toBe(position);
  });

  it('finds no user in a look-up, without an error', async () => {
    const tenant = await ground.tenant(profile);
    await tenant.joins('ada@example.com');
    for (const one of HOSTILE) expect(await tenant.found(`ada${one}@example.com`)).toEqual([]);
  });
});

describe('names that are one', () => {
  it('are found however they are written', async () => {
    const tenant = await ground.tenant('full');
    const ada = await tenant.joins('Ａda@Example.com');
    for (const name of ['ada@example.com', 'ＡＤＡ＠example.com', 'Ａda@Example.com'])
      expect(await tenant.found(name)).toEqual([ada]);
    expect(await tenant.login(ada)).toBe('ada@example.com');
    await tenant.leaves(ada);
    expect(await tenant.claims(ada)).toEqual([]);
  });

  it('are one person’s, at whichever of two gateways they are made at once', async () => {
    const tenant = await ground.tenant('full');
    const names = Array.from({ length: 30 }, (_, i) => [
      `ada${i} l@x.org`,
      `ＡＤＡ${i}  l@x.org`,
      `ada${i} l＠x.org`,
      `Ada${i} L@X.org`,
    ]).flat();
    const made = await Promise.allSettled(names.map((name, i) => tenant.joins(name, i % 2)));
    const taken = made.filter((one) => one.status === 'rejected');
    expect(taken).toHaveLength(90);
    for (const { reason } of taken) expect(reason).toBeInstanceOf(ClaimTaken);
  });

  it('are never two people’s, whatever they are, and others are not in their way', async () => {
    const some = fc.constantFrom(
      'a',
      'A',
      'Ａ',
      'ｶ',
      'カ',
      'ﾞ',
      'ς',
      'Σ',
      'é',
      'e\u0301',
      ' ',
      'ß',
    );
    const name = fc
      .array(some, { minLength: 1, maxLength: 4 })
      .map((parts) => `x${parts.join('')}x`);
    await fc.assert(
      fc.asyncProperty(name, name, async (one, other) => {
        const tenant = await ground.tenant('full');
        await tenant.joins(one);
        const isOne = newestOf(userNameKeys(one)) === newestOf(userNameKeys(other));
        const second = tenant.joins(other, 1);
        if (isOne) await expect(second).rejects.toBeInstanceOf(ClaimTaken);
        else await second;
      }),
      { numRuns: 60 },
    );
  });

  it('may be changed into each other', async () => {
    const tenant = await ground.tenant('full');
    const ada = await tenant.joins('ada@example.com');
    await tenant.patch(ada, 'userName', 'ＡＤＡ@example.com');
    await tenant.patch(ada, 'userName', 'Ada@example.com');
    expect(await tenant.claims(ada)).toEqual(['ada@example.com 2']);
  });

  it('of groups are one group’s, what cannot be seen aside', async () => {
    const tenant = await ground.tenant('full');
    const admins = await tenant.group('Admins – ❤\ufe0f EMEA');
    for (const name of [
      'Ａdmins – ❤ EMEA',
      'ad\u200bmins –  ❤\u00a0EMEA',
      '\u202eAdmins – ❤ EMEA\u{e0041}',
    ]) {
      await expect(tenant.group(name)).rejects.toBeInstanceOf(ClaimTaken);
      expect(await tenant.found(name, 'displayName')).toEqual([admins]);
    }
    await expect(tenant.group('\u200b\u2060')).rejects.toMatchObject({ status: 400 });
    await tenant.patch(admins, 'displayName', 'Staff');
    await tenant.group('ADMINS – ❤ EMEA');
  });
});

describe('names from before', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await ground.tenant('full');
  });

  it('are folded again, and found by both foldings', async () => {
    const ada = await tenant.formerly('userName', 'Ａda@example.com');
    const bob = await tenant.formerly('userName', 'bob@example.com');
    expect(await tenant.found('Ａda@example.com')).toEqual([ada]);
    await tenant.refolded(1);
    expect(await tenant.claims(ada)).toEqual(['ａda@example.com 1', 'ada@example.com 2']);
    expect(await tenant.claims(bob)).toEqual(['bob@example.com 2']);
    expect(await tenant.login(ada)).toBe('ada@example.com');
    for (const name of ['ada@example.com', 'Ａda@example.com'])
      expect(await tenant.found(name)).toEqual([ada]);
    await expect(tenant.joins('ada@example.com')).rejects.toBeInstanceOf(ClaimTaken);
    const position = await tenant.log.position(tenant.state.tenantId);
    await tenant.refolded();
    expect(await tenant.log.position(tenant.state.tenantId)).toBe(position);
    expect(await tenant.report()).toEqual([]);
    await tenant.leaves(ada);
    expect(await tenant.claims(ada)).toEqual([]);
    await tenant.joins('ada@example.com');
  });

  it('that meet stay apart until one of them goes, and are reported', async () => {
    const wide = await tenant.formerly('userName', 'Ａda@example.com');
    const ada = await tenant.formerly('userName', 'ada@example.com');
    await tenant.refolded();
    expect(await tenant.claims(wide)).toEqual(['ａda@example.com 1']);
    expect(await tenant.claims(ada)).toEqual(['ada@example.com 2']);
    expect(await tenant.report()).toEqual([
      {
        kind: 'userName',
        id: idOf(wide),
        name: 'Ａda@example.com',
        says: expect.stringContaining('another resource') as string,
        meetsId: idOf(ada),
        meetsName: 'ada@example.com',
      },
    ]);
    expect(await tenant.found('ａda@example.com')).toEqual([wide]);
    expect(await tenant.found('ada@example.com')).toEqual([ada]);
    // Each is changed and switched off as ever, and logs in by what it has.
    for (const [one, login] of [
      [wide, 'ａda@example.com'],
      [ada, 'ada@example.com'],
    ] as const) {
      await tenant.patch(one, 'displayName', 'Q');
      await tenant.patch(one, 'active', false);
      expect(await tenant.login(one)).toBe(login);
    }
    await tenant.patch(wide, 'userName', 'ＡDA@example.com');
    expect(await tenant.login(wide)).toBe('ａda@example.com');
    await expect(tenant.patch(wide, 'userName', 'ada@example.com')).rejects.toBeInstanceOf(
      ClaimTaken,
    );
    await expect(tenant.joins('adＡ@example.com')).rejects.toBeInstanceOf(ClaimTaken);
    await tenant.leaves(ada);
    await tenant.refolded();
    expect(await tenant.claims(wide)).toEqual(['ａda@example.com 1', 'ada@example.com 2']);
    expect(await tenant.login(wide)).toBe('ada@example.com');
    expect(await tenant.report()).toEqual([]);
  });

  it('of the one that is renamed or deleted take nothing from the other', async () => {
    const [wide, wider] = [
      await tenant.formerly('userName', 'Ａda@example.com'),
      await tenant.formerly('userName', 'ＡＤＡ@example.com'),
    ];
    const ada = await tenant.formerly('userName', 'ada@example.com');
    await tenant.refolded();
    await tenant.patch(wide, 'userName', 'eva@example.com');
    await tenant.leaves(wider);
    expect(await tenant.claims(ada)).toEqual(['ada@example.com 2']);
    expect(await tenant.claims(wide)).toEqual(['eva@example.com 2']);
    await expect(tenant.joins('ada@example.com')).rejects.toBeInstanceOf(ClaimTaken);
  });

  it('that are refused now go on, and are reported with whom they look like', async () => {
    const former = 'ada\u200b@example.com';
    const ghost = await tenant.formerly('userName', former);
    const ada = await tenant.joins('ada@example.com');
    await tenant.refolded();
    expect(await tenant.found(former)).toEqual([ghost]);
    await tenant.patch(ghost, 'displayName', 'Q');
    for (const name of [former, former.toUpperCase()])
      await tenant.users[0].replace(
        tenant.context,
        idOf(ghost),
        tenant.person(name, { active: false }),
      );
    await tenant.patch(ghost, 'userName', former);
    expect(await tenant.login(ghost)).toBe(former);
    await expect(tenant.patch(ghost, 'userName', 'eva\u200b@example.com')).rejects.toMatchObject({
      status: 400,
    });
    expect(await tenant.report()).toEqual([
      {
        kind: 'userName',
        id: idOf(ghost),
        name: former,
        says: 'U+200B ZERO WIDTH SPACE at character 4: it is invisible',
        meetsId: idOf(ada),
        meetsName: 'ada@example.com',
      },
    ]);
    await tenant.leaves(ghost);
    expect(await tenant.claims(ghost)).toEqual([]);
  });

  it('of groups are folded again, or stay apart', async () => {
    const staff = await tenant.formerly('groupName', 'St\u00adaff');
    const [wide, admins] = [
      await tenant.formerly('groupName', 'Ａdmins'),
      await tenant.formerly('groupName', 'admins'),
    ];
    const position = await tenant.log.position(tenant.state.tenantId);
    await tenant.refolded();
    expect(await tenant.log.position(tenant.state.tenantId)).toBe(position);
    expect(await tenant.claims(staff)).toEqual(['st\u00adaff 1', 'staff 2']);
    expect(await tenant.claims(wide)).toEqual(['ａdmins 1']);
    expect(await tenant.report()).toMatchObject([
      { kind: 'groupName', id: idOf(wide), meetsId: idOf(admins), meetsName: 'admins' },
    ]);
    await tenant.patch(wide, 'externalId', 'x');
    await tenant.patch(wide, 'displayName', 'Ops');
    expect(await tenant.found('admins', 'displayName')).toEqual([admins]);
  });

  it('are free when a gateway of the release before takes leave of them', async () => {
    const ada = await tenant.joins('Ａda@example.com');
    await tenant.leftFormerly(ada, 'Ａda@example.com');
    expect(await tenant.found('ada@example.com')).toEqual([]);
    const other = await tenant.joins('ada@example.com');
    expect(await tenant.found('ada@example.com')).toEqual([other]);
  });

  it('keep a gateway of the release before from giving them to another', async () => {
    await tenant.joins('Ａda@example.com');
    for (const name of ['ada@example.com', 'Ａda@example.com'])
      await expect(tenant.formerly('userName', name)).rejects.toBeInstanceOf(ClaimTaken);
  });
});
