/**
 * The person of a connection test is no person: a stream of its own kind, types of its own. Readers
 * pass over them by the unknown-name rule, and no list and no login answer shows one.
 */
import type { Rows } from './catalogue-row';
import type { Fact } from './event';
import { userEvents, type UserErased, type UserEvent } from './user-events';

/** The same data as the user event of the same name, and never the same meaning. */
export type TestUserEvent<E extends UserEvent = UserEvent> =
  E extends Exclude<UserEvent, UserErased> ? Fact<`Test${E['type']}`, E['data']> : never;

/**
 * Every userName below this domain is a test user’s. `.invalid` (RFC 2606) can
 * have no owner.
 */
export const TEST_USER_DOMAIN = 'connection-test.rollcall.invalid';

/** Made from those of users: an event of a user is one of a test user, too; none is ever erased. */
export const testUserEvents = Object.fromEntries(
  Object.entries(userEvents)
    .filter(([type]) => type !== 'UserErased')
    .map(([type, row]) => [
      `Test${type}`,
      {
        ...row,
        subject: 'testusers',
        summary: `As ${type}, of the test user of a connection test.`,
      },
    ]),
) as unknown as Rows<TestUserEvent>;
