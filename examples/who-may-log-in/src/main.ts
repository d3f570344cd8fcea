/**
 * Who may log in? A subscriber that keeps the set of people who may, from the events alone.
 * KAFKA_BROKERS=127.0.0.1:9092 node dist/main.js
 */
import {
  handle,
  isHandled,
  topics,
  type Handlers,
  type KnownEvent,
  type ReadEvent,
  type MovedTenantErased,
  type TenantErased,
  type TenantMoved,
  type UserDeactivated,
  type UserDeprovisioned,
  type UserErased,
  type UserProfileChanged,
  type UserProvisioned,
  type UserReactivated,
} from '@rollcall/contracts';
import { subscribe } from '@rollcall/subscriber';

const mayLogIn = new Map<string, string>();

const key = (tenantId: string, userId: string): string => `${tenantId}/${userId}`;

const set = (event: ReadEvent, userId: string, login: string | undefined, says: string): void => {
  const person = key(event.tenantId, userId);
  if (login === undefined) mayLogIn.delete(person);
  else mayLogIn.set(person, login);
  console.log(
    `subscriber: ${says} (${event.tenantId} #${event.position}; ${mayLogIn.size} may log in)`,
  );
};

const forget = (event: ReadEvent): void => {
  const ours = [...mayLogIn.keys()].filter((person) => person.startsWith(key(event.tenantId, '')));
  for (const person of ours) mayLogIn.delete(person);
  console.log(`subscriber: × everybody of ${event.tenantId} is forgotten (${event.type})`);
};

/** The events that change who may log in. One without a handler does not compile. */
type Handled = KnownEvent<
  | UserProvisioned
  | UserProfileChanged
  | UserDeactivated
  | UserReactivated
  | UserDeprovisioned
  | UserErased
  | TenantErased
  | TenantMoved
  | MovedTenantErased
>;

const handlers: Handlers<Handled, [], void> = {
  UserProvisioned: (event) => {
    const { userId, login, attributes } = event.data;
    if (attributes['active'] === false)
      set(event, userId, undefined, `· ${login} joined, switched off`);
    else set(event, userId, login, `+ ${login} may log in`);
  },
  UserProfileChanged: (event) => {
    const { userId, login } = event.data;
    if (mayLogIn.has(key(event.tenantId, userId))) set(event, userId, login, `~ ${login} changed`);
  },
  UserReactivated: (event) =>
    set(event, event.data.userId, event.data.login, `+ ${event.data.login} may log in again`),
  UserDeactivated: (event) =>
    set(event, event.data.userId, undefined, `- ${event.data.login} may not log in`),
  UserDeprovisioned: (event) =>
    set(event, event.data.userId, undefined, `- ${event.data.login} left`),
  // Final: whatever is kept of the person goes. Here that is the log-in alone, and it went when
  // they left; a service with rows, files or back-ups of its own has more to do.
  UserErased: (event) =>
    set(event, event.data.userId, undefined, `× ${event.data.userId} was erased`),
  TenantErased: forget,
  // The log-ins of a tenant that moved are those of the other installation's subscriber.
  TenantMoved: forget,
  MovedTenantErased: forget,
};

const subscription = subscribe({
  brokers: (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(','),
  topic: topics.provisioning(),
  // All other events are skipped.
  handle: (event) => {
    if (isHandled<Handled>(handlers, event)) handle(handlers, event);
  },
  onHeld: ({ tenantId, reason }) => console.error(`subscriber: ${tenantId} is held: ${reason}`),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void subscription.stop().then(() => process.exit(0)));
