/**
 * The person of a connection test is no person: a stream of its own kind, types of its own. Readers
 * pass over them by the unknown-name rule, and no list and no login answer shows one.
 */
import type { Fact } from './event';
import type { UserErased, UserEvent } from './user-events';

/** The same data as the user event of the same name, and never the same meaning. */
export type TestUserEvent<E extends UserEvent = UserEvent> =
  E extends Exclude<UserEvent, UserErased> ? Fact<`Test${E['type']}`, E['data']> : never;

/**
 * userNames below this domain are test users', whoever creates them. `.invalid` (RFC 2606) can
 * belong to nobody.
 */
export const TEST_USER_DOMAIN = 'connection-test.rollcall.invalid';
