import { fromMessage, type ReadEvent } from '@rollcall/contracts';
import { userNameKeys } from '@rollcall/protocol';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Memory } from './memory';

const NOW = 1_000;
const anybody = { epoch: 'e', provenAt: NOW };
const event = (position: number, fact: object = {}, tenantId = 'acme'): ReadEvent =>
  ({ tenantId, position, epoch: 'e', type: 'GroupCreated', data: {}, ...fact }) as ReadEvent;
const joined = (position: number, userId: string, login = userId, tenantId = 'acme'): ReadEvent =>
  event(
    position,
    { type: 'UserProvisioned', data: { userId, login, attributes: { active: true } } },
    tenantId,
  );
const memoryOf = (events: readonly ReadEvent[], maxPeople = 1_000): Memory => {
  const memory = new Memory(maxPeople);
  for (const one of events) memory.take(one);
  return memory;
};

describe('what is kept of a tenant', () => {
  it('is no answer while it is half read, and one when its position is proven', () => {
    const memory = memoryOf([joined(1, 'ann')]);
    expect(memory.of('acme')).toBeUndefined();
    memory.prove('acme', { ...anybody, position: 2 });
    expect(memory.of('acme')).toBeUndefined();
    memory.take(joined(2, 'bob'));
    memory.prove('acme', { ...anybody, position: 2 });
    expect(memory.of('acme')).toMatchObject({ provenAt: NOW });
  });

  it.each([
    ['another epoch', { position: 1, epoch: '2.e', provenAt: NOW }],
    ['a directory that does not say the epoch', { position: 1, epoch: undefined, provenAt: NOW }],
    ['a position behind it', { position: 2, epoch: 'e', provenAt: NOW }],
  ])('is not proven by %s', (_, proof) => {
    const memory = memoryOf([joined(1, 'ann')]);
    memory.isLive = true;
    memory.prove('acme', proof);
    expect(memory.of('acme')?.provenAt).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is not proven by what came before, and is in the log no more', () => {
    const memory = new Memory(1_000);
    memory.take(joined(1, 'ann'), NOW - 2);
    memory.take(joined(2, 'bob'), NOW - 1);
    memory.prove('acme', { ...anybody, position: 1 });
    expect(memory.of('acme')).toBeUndefined();
    // Came after the moment that the proof is of.
    memory.take(joined(3, 'eve'), NOW + 1);
    memory.prove('acme', { ...anybody, position: 2 });
    expect(memory.of('acme')).toMatchObject({ provenAt: NOW });
  });

  it('keeps the newest proof', () => {
    const memory = memoryOf([joined(1, 'ann')]);
    for (const provenAt of [NOW, NOW - 500])
      memory.prove('acme', { ...anybody, position: 1, provenAt });
    expect(memory.of('acme')?.provenAt).toBe(NOW);
  });

  it('drops repeats, and stands still at a gap and at a history that was replaced', () => {
    const memory = memoryOf([joined(1, 'ann'), joined(1, 'ann'), joined(2, 'bob')]);
    expect(memory.take(event(4))).toMatch(/position 4 came after 2/);
    expect(memory.take(event(3))).toBeUndefined();
    expect(memory.take(joined(1, 'eve', 'eve', 'globex'))).toBeUndefined();
    expect(memory.take({ ...event(1, {}, 'globex'), epoch: '2.f' })).toMatch(/went back in time/);
    expect(memory.isHeld('acme') && memory.isHeld('globex')).toBe(true);
    expect(memory.status().stuck.map(({ tenantId }) => tenantId)).toEqual(['acme', 'globex']);
    memory.isLive = true;
    expect(memory.of('acme')?.logins.position).toBe(2);
  });

  it('is held until its next event comes', () => {
    const memory = memoryOf([joined(1, 'ann')]);
    memory.hold('acme');
    expect(memory.isHeld('acme')).toBe(true);
    memory.take(event(2));
    expect(memory.isHeld('acme')).toBe(false);
  });

  it('goes where there is no room, and stays away; the others stay', () => {
    const memory = memoryOf([joined(1, 'ann', 'ann', 'globex'), joined(1, 'a'), joined(2, 'b')], 2);
    memory.isLive = true;
    memory.take(joined(3, 'c'));
    expect(memory.of('acme')).toBeUndefined();
    expect(memory.of('globex')?.logins.size).toBe(1);
    expect(memory.status()).toMatchObject({ people: 1, full: ['acme'] });
  });

  it('is nothing after its history begins anew', () => {
    const memory = memoryOf([joined(1, 'ann')]);
    memory.isLive = true;
    memory.clear();
    expect(memory.of('acme')).toBeUndefined();
    expect(memory.status()).toMatchObject({ isLive: false, people: 0, tenants: 0 });
  });
});

describe('random histories', () => {
  interface Seat {
    userId: string;
    login: string;
    active: boolean;
  }
  const ids = ['u1', 'u2', 'u3', 'u4'];
  const names = ['Ann', 'ANN', 'bob', 'ßtraße', 'Σίσυφος', 'σίσυφος', 'a\u030angstrom', 'ångstrom'];
  const step = fc.record({
    what: fc.constantFrom('join', 'rename', 'off', 'on', 'leave', 'group', 'repeat'),
    id: fc.constantFrom(...ids),
    name: fc.constantFrom(...names),
    active: fc.boolean(),
  });
  const fold = (name: string): string => userNameKeys(name).at(-1)?.value ?? '';

  /** What the gateway would record: a name is taken once, and one who is not there does nothing. */
  it('answer as a table of people does, whatever was repeated', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let seats: Seat[] = [];
        const log: ReadEvent[] = [];
        const record = (type: string, data: object): void =>
          void log.push(event(log.length + 1, { type, data }));
        for (const { what, id, name, active } of steps) {
          const seat = seats.find(({ userId }) => userId === id);
          const login = fold(name);
          const isTaken = seats.some((one) => one.login === login && one.userId !== id);
          if (what === 'group') record('GroupCreated', {});
          if (what === 'join' && !seat && !isTaken) {
            seats.push({ userId: id, login, active });
            record('UserProvisioned', { userId: id, login, attributes: { active } });
          }
          if (!seat) continue;
          if (what === 'rename' && !isTaken) {
            seat.login = login;
            record('UserProfileChanged', { userId: id, login, set: {}, unset: [] });
          }
          if (what === 'off' || what === 'on') {
            seat.active = what === 'on';
            record(what === 'on' ? 'UserReactivated' : 'UserDeactivated', { userId: id });
          }
          if (what === 'leave') {
            seats = seats.filter((one) => one !== seat);
            record('UserDeprovisioned', { userId: id });
          }
        }
        const read = log.flatMap((one, i) => (i % 3 === 2 ? [one, log[i - 1], one] : [one]));
        const memory = memoryOf(read as ReadEvent[]);
        memory.isLive = true;
        for (const name of names) {
          const seat = seats.find(({ login }) => login === fold(name));
          const kept = memory.of('acme')?.logins.find(name);
          expect(kept && { ...kept }).toEqual(seat);
        }
        expect(memory.status().people).toBe(seats.length);
      }),
    ));
});

describe('the recorded topics', () => {
  interface Outcome {
    readonly tenants: Readonly<
      Record<
        string,
        {
          readonly position: number;
          readonly seats: readonly { login: string; mayLogIn: boolean }[];
        }
      >
    >;
  }
  const folder = join(__dirname, '../../contracts/recorded');
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

  // Those with holds that end need the kit, which reads again.
  it.each([
    'ordinary-life',
    'former-release',
    'repeats',
    'gap',
    'erasure',
    'redacted-events',
    'groups',
    'test-user',
    'unknown-type',
    'unknown-version',
    'epoch-change',
    'new-generation',
    'tenant-moved',
  ])('%s give who may log in', (name) => {
    const memory = new Memory(1_000);
    memory.isLive = true;
    for (const line of text(`${name}.ndjson`).trim().split('\n')) {
      const message = JSON.parse(line) as { key: string; value: string; headers: object };
      try {
        memory.take(fromMessage(message as never));
      } catch {
        memory.stop(message.key, 'unreadable');
      }
    }
    const { tenants } = JSON.parse(text(`${name}.json`)) as Outcome;
    const kept = Object.fromEntries(
      Object.entries(tenants).map(([tenantId, { seats }]) => {
        const logins = memory.of(tenantId)?.logins;
        return [
          tenantId,
          {
            position: logins?.position,
            people: logins?.size,
            seats: seats.map(({ login }) => [login, logins?.find(login)?.active]),
          },
        ];
      }),
    );
    const wanted = Object.entries(tenants).map(([tenantId, { position, seats }]) => [
      tenantId,
      {
        position,
        people: seats.length,
        seats: seats.map(({ login, mayLogIn }) => [login, mayLogIn]),
      },
    ]);
    expect(kept).toEqual(Object.fromEntries(wanted));
  });
});
