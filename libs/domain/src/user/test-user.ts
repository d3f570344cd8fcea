import {
  subject,
  TEST_USER_DOMAIN,
  type Subject,
  type TestUserEvent,
  type UserEvent,
} from '@rollcall/contracts';

/** UUIDs of version 8 with a prefix of their own: no id of a person has this form. */
const TEST_ID = '7e570000-0000-8000-8000-';
const SUFFIX = `@${TEST_USER_DOMAIN}`;

/** Whether a folded userName lies in the domain that is reserved for connection tests. */
export const isTestLogin = (login: string): boolean => login.endsWith(SUFFIX);

/** The id of a test user, from an ordinary UUID. */
export const testUserId = (uuid: string): string => TEST_ID + uuid.slice(TEST_ID.length);

/** The stream of a user: which kind it is stands in the id. */
export const userSubject = (userId: string): Subject =>
  subject(userId.startsWith(TEST_ID) ? 'testusers' : 'users', userId);

export const isTestUser = (of: Subject): boolean => of.startsWith('testusers/');

/** Events as of any user, under type names that are not a person's. */
export const asTest = (events: readonly UserEvent[]): readonly TestUserEvent[] =>
  events.map(({ type, data }) => ({ type: `Test${type}`, data }) as TestUserEvent);
