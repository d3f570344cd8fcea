import { Socket } from 'node:net';
import { ListTurns } from './list-turns';

let socket: Socket;
beforeEach(() => {
  socket = new Socket();
  socket.setMaxListeners(0);
});
/** Releases every list that still waits. */
afterEach(() => void socket.destroy());

const taking = (turns: ListTurns) => {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const refused: unknown[] = [];
  const take = (tenantId: string, ms = 60_000): Promise<void> =>
    turns.take(tenantId, { socket }, performance.now() + ms).then(
      (end) => {
        began.push(tenantId);
        ends.push(end);
      },
      (reason: unknown) => void refused.push(reason),
    );
  /** Ends the turn that has lasted longest. */
  const next = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { began, refused, take, next };
};

describe('turns of lists', () => {
  it('go to the tenants that wait in turn, however many lists one of them asks for', async () => {
    const { began, take, next } = taking(new ListTurns({ all: 2 }));
    for (const tenant of ['a', 'a', 'a', 'a', 'a', 'b', 'c', 'b']) void take(tenant);
    await new Promise(setImmediate);
    expect(began).toEqual(['a', 'a']);
    for (let i = 0; i < 6; i += 1) await next();
    expect(began.slice(2)).toEqual(['b', 'a', 'c', 'b', 'a', 'a']);
  });

  it('are two at a time for a tenant, also without other tenants', async () => {
    const { began, take, next } = taking(new ListTurns({ all: 5 }));
    for (let i = 0; i < 4; i += 1) void take('a');
    await new Promise(setImmediate);
    expect(began).toHaveLength(2);
    await next();
    expect(began).toHaveLength(3);
  });

  it('are refused at once when too many of the tenant wait already, and at the deadline', async () => {
    const turns = new ListTurns({ all: 2, waiting: 1 });
    const { refused, take } = taking(turns);
    void take('a');
    void take('a');
    const late = take('a', 20);
    await take('a');
    expect(refused).toMatchObject([{ status: 429, why: 'turn' }]);
    await late;
    expect(refused).toMatchObject([{ why: 'turn' }, { status: 429, why: 'turn' }]);
    expect(turns.waiting).toBe(0);
  });

  it('are 503 for a tenant that waited for the others alone', async () => {
    const { refused, take } = taking(new ListTurns({ all: 2 }));
    void take('a');
    void take('b');
    await take('c', 20);
    expect(refused).toMatchObject([{ status: 503, why: 'full' }]);
  });
});
