import type { ReadEvent, RecordedEach, UserEvent } from '@rollcall/contracts';

/** Every type of event that a user's own stream has; `EventRedacted` may stand in each stream. */
const OF_USERS: { readonly [Type in UserEvent['type']]: true } = {
  UserProvisioned: true,
  UserProfileChanged: true,
  UserDeactivated: true,
  UserReactivated: true,
  UserDeprovisioned: true,
  UserErased: true,
};

export const isOfUser = (event: ReadEvent): event is ReadEvent & RecordedEach<UserEvent> =>
  Object.hasOwn(OF_USERS, event.type);
