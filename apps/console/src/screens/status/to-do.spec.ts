import type { Connection, Status } from '../../api/views';
import { textsOf, type Language } from '../../texts/texts';
import { cause, CREDENTIAL, given, NOW, YESTERDAY } from './status.fixture';
import { MOST, thingsToDo } from './to-do';

const MANGLED = { prefix: 'rc_E6Fl', count: 3, at: YESTERDAY };
const OFF = { provisioning: 'disabled' } as const;
const SILENT = { lastRequestAt: YESTERDAY };
const NOTHING_YET = { firstRequestAt: null, lastRequestAt: null };
const ending = (daysLeft: number | null) => ({ credential: { ...CREDENTIAL, daysLeft } });

const kinds = (more: Partial<Status>, mangled: Connection['mangled'] = null): string[] =>
  thingsToDo(given(more), mangled, NOW).map(({ kind, tone }) => `${kind} ${tone}`);

/** What is so, and what there is to do then, most urgent first. */
const TABLE: readonly (readonly [string, Partial<Status>, readonly string[]])[] = [
  ['all is well', {}, []],
  ['switched off', OFF, ['off bad']],
  ['off, and refused for it', { ...OFF, ...cause('provisioning-off', 4) }, ['off bad']],
  ['off without a live token', { ...OFF, credential: null }, ['off bad', 'no-credential bad']],
  ['refused while it was off', cause('provisioning-off', 4), []],
  ['no live token', { credential: null }, ['no-credential bad']],
  [
    'no live token, and refused for it',
    { credential: null, ...cause('token-revoked', 4, 0, 0) },
    ['no-credential bad'],
  ],
  ['every change refused', cause('attribute-unknown', 4), ['all-refused bad']],
  ['some refused', cause('attribute-unknown', 1, 3), ['some-refused warn']],
  ['a leaver is still on', { switchOffs: 2 }, ['switch-offs bad']],
  ['silent for a day', SILENT, ['silent bad']],
  ['the token ends in a week', ending(7), ['ends bad']],
  ['the token ends in a month', ending(30), ['ends warn']],
  ['the token ends later', ending(31), []],
  ['a trust, which has no end', ending(null), []],
  [
    'a rotation waits for its new token',
    { rotation: 'new-not-seen' },
    ['rotation-new-not-seen warn'],
  ],
  ['a rotation waits for quiet', { rotation: 'old-still-used' }, ['rotation-old-still-used warn']],
  ['a rotation may end', { rotation: 'safe' }, ['rotation-safe warn']],
  [
    'a rotation of a token that ends',
    { ...ending(5), rotation: 'new-not-seen' },
    ['rotation-new-not-seen warn'],
  ],
  ['nothing came yet', NOTHING_YET, ['waiting calm']],
  [
    'much at once: three, the most urgent',
    { ...cause('name-taken', 2), switchOffs: 1, rotation: 'safe', ...ending(3) },
    ['all-refused bad', 'switch-offs bad', 'rotation-safe warn'],
  ],
];

describe('things to do', () => {
  it.each(TABLE)('%s', (_what, more, wanted) => expect(kinds(more)).toEqual(wanted));

  it('name a token that is not whole before the wait for the first request', () =>
    expect(kinds(NOTHING_YET, MANGLED)).toEqual(['mangled bad', 'waiting calm']));

  it('are three at most', () =>
    expect(
      kinds({ ...OFF, credential: null, switchOffs: 1, rotation: 'safe' }, MANGLED),
    ).toHaveLength(MOST));

  it('lead to the requests of the cause', () =>
    expect(thingsToDo(given(cause('name-taken', 2)), null, NOW)[0]?.to).toBe(
      '/requests?outcome=refused&status=400',
    ));

  const all = [
    ...TABLE.flatMap(([, more]) => thingsToDo(given(more), null, NOW)),
    ...thingsToDo(given(NOTHING_YET), MANGLED, NOW),
  ].map(({ kind }) => kind);
  it.each(
    [...new Set(all)].flatMap((kind) => (['en', 'fr'] as const).map((one) => [kind, one] as const)),
  )('%s has its words in %s', (kind, language: Language) => {
    const { sayOr, count } = textsOf(language);
    expect(sayOr(`todo.${kind}`, '') || count(`todo.${kind}`, 1)).toMatch(/\w{3}/);
    expect(sayOr(`todo.${kind}.do`, '')).not.toBe('');
    expect(sayOr(`todo.${kind}.link`, '')).not.toBe('');
  });
});
