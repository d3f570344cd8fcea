import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, unique } from './engines';
import { eventually } from './eventually';
import { given } from './given';
import { growthOf, MOST_GROWTH, row, withoutRow } from './growth';
import { expectGolden } from './golden';

describe('eventually', () => {
  it('gives back the first attempt that does not throw', async () => {
    let tries = 0;
    const third = () => {
      tries += 1;
      expect(tries).toBe(3);
      return tries;
    };
    expect(await eventually(third, { everyMs: 1 })).toBe(3);
  });

  it('throws the last failure after the deadline', async () => {
    const never = () => Promise.reject(new Error('the door is shut'));
    await expect(eventually(never, { withinMs: 5, everyMs: 1 })).rejects.toThrow(
      'not within 5 ms: the door is shut',
    );
  });
});

describe('given, when, then', () => {
  type Turn = { type: 'Turned'; by: number };
  const lock = {
    initial: 0,
    evolve: (state: number, event: Turn) => state + event.by,
    decide: (by: number, state: number): Turn[] => {
      if (state + by > 3) throw Object.assign(new Error(), { code: 'too-far' });
      return by === 0 ? [] : [{ type: 'Turned', by }];
    },
  };
  const turned = (by: number): Turn => ({ type: 'Turned', by });

  it('decides on what the events left', () => {
    given(lock)(turned(1), turned(1)).when(1).then(turned(1));
    given(lock)().when(0).thenNothing();
    given(lock)(turned(3)).when(1).thenRefused('too-far');
  });

  it('fails when it was decided otherwise', () => {
    expect(() => given(lock)().when(1).thenNothing()).toThrow();
    expect(() => given(lock)().when(1).thenRefused('too-far')).toThrow(/not refused/);
    expect(() => given(lock)(turned(3)).when(1).thenRefused('another')).toThrow();
  });
});

describe('a golden file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const file = join(folder, 'deep', 'shape.json');
  const { UPDATE_GOLDEN } = process.env;
  const updating = (value: string) => (process.env['UPDATE_GOLDEN'] = value);
  afterAll(() => {
    updating(UPDATE_GOLDEN ?? '');
    rmSync(folder, { recursive: true });
  });

  it('is written on demand only, then compared', () => {
    updating('');
    expect(() => expectGolden(file, { a: 1 })).toThrow(/npm run golden/);
    updating('1');
    expectGolden(file, { a: 1 });
    expect(readFileSync(file, 'utf8')).toBe('{\n  "a": 1\n}\n');
    updating('');
    expectGolden(file, { a: 1 });
    expect(() => expectGolden(file, { a: 2 })).toThrow();
  });
});

describe('engines', () => {
  it('says how to get them when there are none', () => {
    const before = process.env['KAFKA_BROKERS'];
    delete process.env['KAFKA_BROKERS'];
    expect(() => engines()).toThrow(/npm test -- --int/);
    if (before !== undefined) process.env['KAFKA_BROKERS'] = before;
  });

  it('gives names that do not meet', () => expect(unique('topic')).not.toBe(unique('topic')));
});

describe('growth', () => {
  const pairs = (size: number) => Array.from({ length: size }, (_, i) => i);
  const looks = (some: readonly number[], each: number): number => {
    let sum = 0;
    for (const one of some) for (let i = 0; i < each; i++) sum += Math.sin(one + i);
    return sum;
  };

  it('tells what is linear from what takes the square', () => {
    const linear = row('f', 'linear', 400, pairs, (some) => looks(some, 100));
    const square = row('f', 'square', 400, pairs, (some) => looks(some, some.length));
    expect(growthOf(linear)).toBeLessThan(MOST_GROWTH);
    expect(growthOf(square)).toBeGreaterThan(MOST_GROWTH);
  });

  it('names the functions that have no row', () => {
    const one = row('Class.method', 'x', 1, pairs, () => 1);
    const exported = { Class: class {}, f: () => 1, g: () => 1, text: 'x' };
    expect(withoutRow(exported, [one], { g: 'takes nothing' })).toEqual(['f']);
  });
});
