import { connectionView, testLine } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { ConnectionDto, TestDto } from './connection.dto';

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
