import type { TestUserEvent } from '@rollcall/contracts';
import type { TestAnswer, TestRequest } from './test-client';

/** Whom a test makes and takes away. */
export interface TestPerson {
  readonly userName: string;
  /** Known once it is made. */
  id: string;
}

export interface TestStep {
  readonly name: 'look-up' | 'create' | 'read' | 'change' | 'deactivate' | 'delete';
  readonly request: (person: TestPerson) => Omit<TestRequest, 'correlationId'>;
  readonly status: number;
  /** Whether the answer says what it should. */
  readonly holds: (answer: TestAnswer['body'], person: TestPerson) => boolean;
  /** The event that must be seen after it. */
  readonly event?: TestUserEvent['type'];
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const patch = (id: string, path: string, value: unknown): Omit<TestRequest, 'correlationId'> => ({
  method: 'PATCH',
  path: `/Users/${id}`,
  body: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path, value }] },
});

const CHANGED = 'Connection test, changed';

/** What an identity provider does with a person, from the first question to the end. */
export const testSteps: readonly TestStep[] = [
  {
    name: 'look-up',
    request: ({ userName }) => ({
      method: 'GET',
      path: `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`,
    }),
    status: 200,
    holds: (list) => list['totalResults'] === 0,
  },
  {
    name: 'create',
    request: ({ userName }) => ({
      method: 'POST',
      path: '/Users',
      body: { schemas: [USER], userName, displayName: 'Connection test', active: true },
    }),
    status: 201,
    holds: ({ id, userName }, person) => {
      person.id = String(id);
      return typeof id === 'string' && userName === person.userName;
    },
    event: 'TestUserProvisioned',
  },
  {
    name: 'read',
    request: ({ id }) => ({ method: 'GET', path: `/Users/${id}` }),
    status: 200,
    holds: ({ id, active }, person) => id === person.id && active === true,
  },
  {
    name: 'change',
    request: ({ id }) => patch(id, 'displayName', CHANGED),
    status: 200,
    holds: ({ displayName }) => displayName === CHANGED,
    event: 'TestUserProfileChanged',
  },
  {
    name: 'deactivate',
    request: ({ id }) => patch(id, 'active', false),
    status: 200,
    holds: ({ active }) => active === false,
    event: 'TestUserDeactivated',
  },
  {
    name: 'delete',
    request: ({ id }) => ({ method: 'DELETE', path: `/Users/${id}` }),
    status: 204,
    holds: () => true,
    event: 'TestUserDeprovisioned',
  },
];
