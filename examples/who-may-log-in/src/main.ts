/**
 * Who may log in? A subscriber that keeps the set of people who may, from the events alone.
 * KAFKA_BROKERS=127.0.0.1:9092 node dist/main.js
 */
import { topics, type ReadEvent, type TenantErased, type UserEvent } from '@rollcall/contracts';
import { subscribe } from '@rollcall/messaging';

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
  console.log(`subscriber: × everybody of ${event.tenantId} was erased`);
};

const handle = (event: ReadEvent): void => {
  const { type, data } = event as unknown as UserEvent | TenantErased;
  switch (type) {
    case 'UserProvisioned':
      return data.attributes['active'] === false
        ? set(event, data.userId, undefined, `· ${data.login} joined, switched off`)
        : set(event, data.userId, data.login, `+ ${data.login} may log in`);
    case 'UserProfileChanged':
      return mayLogIn.has(key(event.tenantId, data.userId))
        ? set(event, data.userId, data.login, `~ ${data.login} changed`)
        : undefined;
    case 'UserReactivated':
      return set(event, data.userId, data.login, `+ ${data.login} may log in again`);
    case 'UserDeactivated':
      return set(event, data.userId, undefined, `- ${data.login} may not log in`);
    case 'UserDeprovisioned':
      return set(event, data.userId, undefined, `- ${data.login} left`);
    // Final: whatever is kept of the person goes. Here that is the log-in alone, and it went when
    // they left; a service with rows, files or back-ups of its own has more to do.
    case 'UserErased':
      return set(event, data.userId, undefined, `× ${data.userId} was erased`);
    case 'TenantErased':
      return forget(event);
    default:
      // Other streams: groups, and what the tenant chose. A type of `UserEvent` without a case of its
      // own does not compile.
      return void (type satisfies never);
  }
};

const subscription = subscribe({
  brokers: (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(','),
  topic: topics.provisioning(),
  handle,
  onHeld: ({ tenantId, reason }) => console.error(`subscriber: ${tenantId} is held: ${reason}`),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void subscription.stop().then(() => process.exit(0)));
