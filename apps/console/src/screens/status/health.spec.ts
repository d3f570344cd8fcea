import type { Status } from '../../api/views';
import { contactOf } from '../connect/contact';
import { causesOf, healthOf, isBad, isSetUp } from './health';
import { cause, given, NOW, YESTERDAY } from './status.fixture';

const of = (more: Partial<Status>): string => healthOf(given(more), NOW);

describe('how a connection does', () => {
  it.each([
    ['was never on', { provisioning: 'disabled', since: null, savedAt: null }, 'not-set-up', false],
    ['was switched off', { provisioning: 'disabled' }, 'off', true],
    ['was switched on by the API, not by the steps', { savedAt: null }, 'well', false],
    ['has no live token', { credential: null }, 'no-credential', true],
    ['is off and has no live token', { provisioning: 'disabled', credential: null }, 'off', true],
    ['no request yet', { firstRequestAt: null, lastRequestAt: null }, 'waiting', false],
    ['no request for a day', { lastRequestAt: YESTERDAY }, 'silent', true],
    [
      'was switched on an hour ago, and no request for a day',
      { lastRequestAt: YESTERDAY, since: new Date(NOW - 3_600_000).toISOString() },
      'waiting',
      false,
    ],
    ['has one refusal among accepted changes', cause('name-taken', 1, 9), 'well', false],
    [
      'looks people up, and every change is refused',
      cause('attribute-unknown', 3),
      'all-refused',
      true,
    ],
    ['cannot even look people up', cause('path-unknown', 0, 0, 0), 'all-refused', true],
    ['was refused only while it was off', cause('provisioning-off', 5), 'well', false],
    [
      'is refused for an old token while another is live',
      cause('token-revoked', 5, 0, 0),
      'all-refused',
      true,
    ],
    ['does not log requests', { lastDay: null }, 'well', false],
  ] as const)('that %s', (_what, more, health, isRed) => {
    expect(of(more as Partial<Status>)).toBe(health);
    expect(isBad(healthOf(given(more as Partial<Status>), NOW))).toBe(isRed);
  });

  it('is set up once it was on, by whatever actor', () => {
    expect(isSetUp(given({ savedAt: null }))).toBe(true);
    expect(isSetUp(given({ provisioning: 'disabled', savedAt: null }))).toBe(true);
    expect(isSetUp(given({ provisioning: 'disabled', since: null }))).toBe(true);
    expect(isSetUp(given({ provisioning: 'disabled', since: null, savedAt: null }))).toBe(false);
  });

  it('has no cause that its state says already', () => {
    expect(causesOf(given({ ...cause('token-expired', 2), credential: null }))).toEqual([]);
    expect(causesOf(given(cause('token-expired', 2)))).toHaveLength(1);
  });
});

describe('whether the provider has sent requests', () => {
  const first = { firstRequestAt: YESTERDAY };
  const none = { firstRequestAt: null };
  it.each([
    ['nothing came', none, {}, 'waiting'],
    ['changes are accepted', first, {}, 'good'],
    ['everything was refused', first, cause('attribute-unknown', 3), 'refused'],
    ['it came with a dead token only', none, cause('token-expired', 0, 0, 0), 'refused'],
    ['it is off', first, { provisioning: 'disabled' }, 'off'],
    [
      'it came before the connection was saved',
      first,
      { provisioning: 'disabled', since: null, savedAt: null },
      'until-save',
    ],
  ] as const)('when %s', (_what, connection, more, contact) =>
    expect(contactOf(connection, given(more as Partial<Status>), NOW)).toBe(contact),
  );
});
