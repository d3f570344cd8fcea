import type { Fact } from '@rollcall/contracts';
import { checkEventSize, EVENT_BYTES } from './event-size';

const fact = (text: string, count: number): Fact => ({
  type: 'UserProvisioned',
  data: { values: Array(count).fill(text) },
});

describe('the size of an event', () => {
  it('is its data as JSON in UTF-8', () => {
    const fits = (text: string): number =>
      Math.floor((EVENT_BYTES - 14) / (Buffer.byteLength(JSON.stringify(text)) + 1));
    for (const text of ['a'.repeat(100), 'é'.repeat(100), '😀"\n\\'.repeat(25)]) {
      expect(() => checkEventSize([fact(text, fits(text))])).not.toThrow();
      expect(() => checkEventSize([fact(text, fits(text) + 1)])).toThrow(/256 kB/);
    }
  });

  it('is of each event, not of all', () =>
    expect(() => checkEventSize(Array(10).fill(fact('a'.repeat(1_000), 200)))).not.toThrow());
});
