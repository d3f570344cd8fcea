import { Load } from './load';

const bounds = { bodies: 3, bodyBytes: 100, unread: 50, unreadOfAll: 80 };

describe('the load of a process', () => {
  let load: Load;
  beforeEach(() => {
    load = new Load(bounds);
  });
  const bodies = (owner: string, count: number, bytes = 1) =>
    Array.from({ length: count }, () => load.takeBody(owner, bytes));

  it('counts the bodies of each owner apart', () => {
    expect(bodies('a', 4)).toEqual([undefined, undefined, undefined, 'bodies']);
    expect(bodies('b', 1)).toEqual([undefined]);
  });

  it('has room again for each body that ended', () => {
    bodies('a', 3);
    load.bodyDone('a', 1);
    expect(bodies('a', 2)).toEqual([undefined, 'bodies']);
  });

  it('bounds the bytes of all bodies', () => {
    expect([...bodies('a', 1, 60), ...bodies('b', 1, 41), ...bodies('c', 1, 40)]).toEqual([
      undefined,
      'all-bodies',
      undefined,
    ]);
    expect(load.bodyBytes).toBe(100);
  });

  it('refuses an owner that leaves too much unread, until it is read', () => {
    const taken = load.answer('a', 50);
    expect([load.overload('a'), load.takeBody('a', 1), load.overload('b')]).toEqual([
      'unread',
      'unread',
      undefined,
    ]);
    taken();
    expect([load.overload('a'), load.unread]).toEqual([undefined, 0]);
  });

  it('serves who reads while others together leave too much unread', () => {
    load.answer('a', 40);
    load.answer('b', 45);
    expect(['a', 'b', 'c'].map((owner) => load.overload(owner))).toEqual([
      'all-unread',
      'all-unread',
      undefined,
    ]);
  });
});
