import type { Route } from '../admin-kit/route';
import { flag, object, oneOf, orNull, text, time, whole, type Shown } from '../admin-kit/shapes';
import { ConnectionDto, PROVIDERS, TestDto } from './connection.dto';

const connectionView = object({
  provisioning: oneOf('enabled', 'disabled'),
  provider: orNull(oneOf(...PROVIDERS)),
  expiry: orNull(object({}, { days: whole, date: text })),
  tokenId: orNull(text),
  testedAt: orNull(time),
  testPassed: orNull(flag),
  savedAt: orNull(time),
  firstRequestAt: orNull(time),
  lastRequestAt: orNull(time),
  /** Before the first request alone: attempts with a token of the tenant that is not whole. */
  mangled: orNull(object({ prefix: text, count: whole, at: time })),
  scimBaseUrl: text,
  profile: oneOf('strict', 'full'),
});
export type ConnectionView = Shown<typeof connectionView>;

const leg = object(
  { leg: text, state: oneOf('running', 'passed', 'failed') },
  { ms: whole, status: whole, code: text, detail: text, advice: text },
);
const end = object({ done: flag, passed: flag, ms: whole });
const testLine = { json: { anyOf: [leg.json, end.json] } };

const PATH = '/admin/v1/tenants/:tenantId/connection';

export const connectionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    rank: 'viewer',
    says: 'Shows the steps of the connection set-up.',
    answers: { 200: connectionView },
  },
  {
    method: 'PATCH',
    path: PATH,
    leaves: { nothing: 'Stores only the progress of the set-up.' },
    rank: 'administrator',
    says: 'Stores a step of the set-up; it changes nothing else.',
    body: ConnectionDto,
    answers: { 200: connectionView },
  },
  {
    method: 'POST',
    path: `${PATH}/save`,
    leaves: ['ProvisioningEnabled'],
    rank: 'administrator',
    says: 'Switches provisioning on.',
    answers: { 200: connectionView },
  },
  {
    method: 'POST',
    path: `${PATH}/test`,
    leaves: ['TestUserProvisioned', 'TestUserDeprovisioned', 'ConnectionTested'],
    rank: 'administrator',
    says: 'Runs a test user through the whole path; one line as each step starts and ends.',
    body: TestDto,
    answers: { 200: testLine },
    lines: true,
    refusals: [409],
  },
];
