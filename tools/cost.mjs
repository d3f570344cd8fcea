// What hostile input costs in CPU: prints `[{ name, kB, ms }]`. In plain Node, on what was built:
// a test runner's own context makes every global name slow. Used by apps/e2e/src/architecture/cost.spec.ts.
import * as p from '@rollcall/protocol';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the service as it is built
import { RateLimits } from '../apps/scim-gateway/dist/scim/auth/rate-limits.js';

const { full, fullGroups } = p;

/** Milliseconds of CPU, the best of five; a refusal is an answer. */
const costOf = (/** @type {() => void} */ work) => {
  let best = Infinity;
  for (let i = 0; i < 5; i++) {
    const began = process.cpuUsage();
    try {
      work();
    } catch (error) {
      if (!(error instanceof p.ScimError)) throw error;
    }
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
};

const emails = Array.from({ length: 1_000 }, (_, i) => ({ value: `${i}@b.c`, type: 'work' }));
const user = { userName: 'a', active: true, emails };
/** @template T @param {number} count @param {(i: number) => T} of */
const many = (count, of) => Array.from({ length: count }, (_, i) => of(i));
const replace = (/** @type {string} */ path) => ({ op: 'replace', path, value: 'x' });

const patches = {
  'filters that look at everything': many(1_000, (i) =>
    replace(`emails[value eq "${i}é"].display`),
  ),
  'parts of everything': many(1_000, () => replace('emails.display')),
  'many terms': many(13, () =>
    replace(`emails[${Array(480).fill('value eq "é"').join(' or ')}].display`),
  ),
  'long paths': many(10, () => replace(`a${'.a'.repeat(5_000)}`)),
  'removals by value': many(1_000, (i) => ({
    op: 'remove',
    path: 'emails',
    value: [{ value: `${i}` }],
  })),
  'one removal of many': [
    { op: 'remove', path: 'emails', value: many(5_000, (i) => ({ value: `x${i}` })) },
  ],
};
const bodies = {
  keys: `{${many(9_000, (i) => `"k${i}":null`).join(',')}}`,
  escapes: `{"userName":"${'\\u00e9'.repeat(16_000)}"}`,
  'nothing, deeply': `{"emails":${'['.repeat(14)}${'[],'.repeat(30_000)}[]${']'.repeat(14)}}`,
  levels: '['.repeat(50_000) + ']'.repeat(50_000),
  'combining marks': `{"userName":"a","title":"e${'\\u0301\\u0323'.repeat(4_000)}"}`,
  'a thousand values': `{"userName":"a","emails":${JSON.stringify(emails)}}`,
};
const filters = [
  '('.repeat(16_000),
  `a${'.a'.repeat(8_000)}`,
  `urn${':a'.repeat(8_000)}`,
  ' '.repeat(16_000),
  `userName eq "${'\\'.repeat(16_000)}`,
  `title eq "${'e\u0301\u0323'.repeat(5_000)}"`,
  Array(480).fill('userName eq "xxxxxxxxxxxxxxx"').join(' or ').slice(0, 16_000),
];
/** @param {number} i @param {readonly number[]} to */
const refers = (i, to) => ({
  method: 'POST',
  path: '/Users',
  bulkId: `${i}`,
  data: { userName: `${i}`, emails: to.map((one) => ({ value: `bulkId:${one}` })) },
});
const bulks = {
  'a chain': many(1_000, (i) => refers(i, i === 0 ? [] : [i - 1])),
  'a circle': many(1_000, (i) => refers(i, [(i + 1) % 1_000])),
  'all to all': many(150, (i) => refers(i, [...Array(150).keys()])),
  'references in one path': [
    ...many(300, (i) => refers(i, [])),
    {
      method: 'PATCH',
      path: '/Groups/x',
      data: {
        Operations: many(300, (i) => ({ op: 'remove', path: `members[value eq "bulkId:${i}"]` })),
      },
    },
  ],
  'ten thousand operations': many(10_000, (i) => ({ method: 'DELETE', path: `/Users/${i}` })),
};
const id = '6f1d5a0e-0000-4000-8000-000000000000';
/** @param {number} count @param {(i: number) => unknown} of */
const members = (count, of) => JSON.stringify({ displayName: 'a', members: many(count, of) });
const groupBodies = {
  members: members(14_000, (i) => ({ value: `${id.slice(0, 30)}${i}` })),
  'members by reference': members(9_000, (i) => ({ $ref: `https://h/scim/v2/Users/${id}${i}` })),
  'members of nothing': members(100_000, () => ({})),
  'too many members': members(100_000, () => 7),
  'one member, often': members(14_000, () => ({ value: id, type: 'User' })),
};
/** @param {string} op @param {string} path @param {unknown} [value] */
const onMembers = (op, path, value) => ({ op, path, value });
const groupPatches = {
  'members one by one': many(1_000, (i) => onMembers('add', 'members', [{ value: `${i}` }])),
  'members by their ids': many(1_000, (i) => onMembers('remove', `members[value eq "${i}"]`)),
  'all members, often': many(1_000, () => onMembers('replace', 'members', [{ value: id }])),
  'filters that look at every member': many(8, () =>
    onMembers('remove', `members[${Array(480).fill('value eq "é"').join(' or ')} and type pr]`),
  ),
  'removals of the remaining members': many(1_000, () =>
    onMembers('remove', 'members[type eq "Nobody"]'),
  ),
};
/** @type {import('@rollcall/protocol').MemberReference[]} */
const inGroup = many(20_000, (i) => ({ id: `${id.slice(0, 30)}${i}`, type: 'User' }));
const names = 'emails.value,'.repeat(1_200);
const projected = (/** @type {Readonly<Record<string, string>>} */ query) => () => {
  const projection = p.parseProjection(query, full);
  if (projection) p.projectResource(full, user, projection);
};

/** @param {string} name @param {number} length of what is sent @param {() => void} work */
const row = (name, length, work) => ({ name, length, work });

const limits = new RateLimits(1_000_000_000);
const tenant = /** @type {import('@rollcall/contracts').TenantId} */ ('tenant');
const rows = [
  ...Object.entries(patches).map(([name, Operations]) => {
    const text = JSON.stringify({ Operations });
    return row(`PATCH: ${name}`, text.length, () => {
      const { body } = p.applyQuirks({ method: 'PATCH', body: p.parseJson(text) });
      p.applyPatch(full, user, p.parsePatch(full, body));
    });
  }),
  ...Object.entries(bodies).map(([name, text]) =>
    row(`POST: ${name}`, text.length, () =>
      p.parseUser(full, p.applyQuirks({ method: 'POST', body: p.parseJson(text) }).body),
    ),
  ),
  ...Object.entries(groupBodies).map(([name, text]) =>
    row(`POST a group: ${name}`, text.length, () =>
      p.parseGroup(fullGroups, p.applyQuirks({ method: 'POST', body: p.parseJson(text) }).body),
    ),
  ),
  ...Object.entries(groupPatches).map(([name, Operations]) => {
    const text = JSON.stringify({ Operations });
    return row(`PATCH a group of 20,000: ${name}`, text.length, () => {
      const { body } = p.applyQuirks({ method: 'PATCH', body: p.parseJson(text) });
      const { steps, others } = p.memberSteps(p.parsePatch(fullGroups, body));
      p.membersAfter(steps, inGroup, () => undefined);
      p.applyPatch(fullGroups, { displayName: 'a' }, others);
    });
  }),
  ...filters.map((text) =>
    row(`filter: ${text.slice(0, 20)}`, text.length, () => p.parseFilter(text, full)),
  ),
  ...Object.entries(bulks).map(([name, Operations]) => {
    const text = JSON.stringify({ Operations });
    return row(`Bulk: ${name}`, text.length, () => {
      for (const step of p.planBulk(p.parseBulk(p.parseJson(text))))
        if (!('refused' in step)) p.resolveReferences(step.operation, (bulkId) => bulkId);
    });
  }),
  row('attributes', names.length, projected({ attributes: names })),
  row('excludedAttributes', names.length, projected({ excludedAttributes: names })),
  row('a thousand looks at a rate limit', 100_000, () => {
    for (let i = 0; i < 1_000; i++) limits.take(tenant, null);
  }),
];
console.log(
  JSON.stringify(
    rows.map(({ name, length, work }) => ({ name, kB: length / 1_000, ms: costOf(work) })),
  ),
);
