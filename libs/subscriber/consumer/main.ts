// A repository of its own that subscribes: `packages.int.spec.ts` installs the packages next to it,
// compiles it as an ES module and as CommonJS, and runs both. It prints who may log in.
import { catalogue, type ReadEvent } from '@rollcall/contracts';
// eslint-disable-next-line @nx/enforce-module-boundaries -- of another repository
import { subscribe } from '@rollcall/subscriber';

interface Seat {
  readonly login: string;
  readonly mayLogIn: boolean;
}
const tenants = new Map<string, { position: number; epoch: string; seats: Map<string, Seat> }>();

const fold = (event: ReadEvent, seats: Map<string, Seat>): void => {
  // @ts-expect-error -- before the type is known nothing is known of the data.
  void event.data.userId;
  switch (event.type) {
    case 'UserProvisioned': {
      const { userId, login, attributes } = event.data;
      seats.set(userId, { login, mayLogIn: attributes['active'] !== false });
      return;
    }
    case 'UserProfileChanged':
    case 'UserReactivated': {
      const { userId, login } = event.data;
      const isOn = event.type === 'UserReactivated' || seats.get(userId)?.mayLogIn === true;
      seats.set(userId, { login, mayLogIn: isOn });
      return;
    }
    case 'UserDeactivated':
      seats.set(event.data.userId, { login: event.data.login, mayLogIn: false });
      // @ts-expect-error -- this event has no such field.
      void event.data.attributes;
      return;
    case 'UserDeprovisioned':
    case 'UserErased':
      seats.delete(event.data.userId);
      return;
    case 'TenantErased':
      seats.clear();
      return;
    default:
      return;
  }
};

const subscription = subscribe({
  brokers: [process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092'],
  topic: process.env['TOPIC'] ?? '',
  handle: (event) => {
    const { tenantId, position, epoch } = event;
    const seats = tenants.get(tenantId)?.seats ?? new Map<string, Seat>();
    fold(event, seats);
    tenants.set(tenantId, { position, epoch, seats });
  },
  onLive: () => void print(),
});

const print = async (): Promise<void> => {
  await subscription.stop();
  const state = Object.fromEntries(
    [...tenants].map(([tenant, { position, epoch, seats }]) => {
      const inOrder = [...seats].sort(([one], [other]) => (one < other ? -1 : 1));
      const all = inOrder.map(([userId, seat]) => ({ userId, ...seat }));
      return [tenant, { position, epoch, seats: all }];
    }),
  );
  const held = subscription.held().length;
  process.stdout.write(JSON.stringify({ state, held, types: Object.keys(catalogue).length }));
};
