import type { Connection, Credential } from '../../api/views';
import { CREDENTIAL, given } from '../status/status.fixture';
import { DONE, STEPS, stepsOf } from './progress';

const connection = (more: Partial<Connection> = {}): Connection => ({
  provisioning: 'enabled',
  provider: 'okta',
  expiry: { days: 90 },
  tokenId: 'made',
  testedAt: null,
  testPassed: true,
  savedAt: null,
  firstRequestAt: null,
  lastRequestAt: null,
  mangled: null,
  scimBaseUrl: 'https://example.com/scim/v2',
  profile: 'strict',
  ...more,
});
const known = { status: given(), setUp: true, goodExpiry: true, marks: ['switch', 'address'] };

describe('the steps', () => {
  it('make the token before the guide asks for it', () => {
    expect(STEPS.indexOf('token')).toBeLessThan(STEPS.indexOf('test'));
    expect(STEPS.indexOf('test')).toBeLessThan(STEPS.indexOf('provider'));
    expect(stepsOf('token', true)).not.toContain('save');
    // What is made, and what is pasted where, depends on who connects and how.
    expect(STEPS.indexOf('way')).toBeLessThan(STEPS.indexOf('expiry'));
  });

  it('have no end to choose for a trust, which has none', () => {
    expect(stepsOf('client', false)).toEqual(STEPS);
    expect(stepsOf('federation', false)).toEqual(STEPS.filter((step) => step !== 'expiry'));
  });

  it('have a tick for the test of a trust that let its provider in', () => {
    const untested = connection({ testPassed: null });
    const trust = { ...CREDENTIAL, clientId: 'c', expiresAt: null };
    const tick = (credential: Credential): boolean =>
      DONE.test({ ...known, connection: untested, status: given({ credential }) });
    expect(tick(trust)).toBe(true);
    expect(tick({ ...trust, lastUsedAt: null })).toBe(false);
    expect(tick({ ...CREDENTIAL, clientId: 'c' })).toBe(false);
    expect(tick(CREDENTIAL)).toBe(false);
  });

  it('have no tick for a token that ended, nor for a switch that is off', () => {
    const off = connection({ provisioning: 'disabled' });
    expect(DONE.switch({ ...known, connection: off })).toBe(false);
    expect(DONE.token({ ...known, connection: off, status: given({ credential: null }) })).toBe(
      false,
    );
    expect(DONE.token({ ...known, connection: off })).toBe(true);
  });

  it('tick the switch that is chosen before the connection is saved', () => {
    const before = connection({ provisioning: 'disabled', tokenId: null });
    expect(DONE.switch({ ...known, setUp: false, connection: before })).toBe(true);
    expect(DONE.switch({ ...known, setUp: false, marks: [], connection: before })).toBe(false);
  });

  it('follow a token that another one replaced', () =>
    expect(DONE.token({ ...known, connection: connection({ tokenId: 'revoked' }) })).toBe(true));
});
