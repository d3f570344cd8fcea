import type { Fact } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';

/** The most that the data of one event may measure: what every broker and reader takes. */
export const EVENT_BYTES = 262_144;

/** An upper bound of the bytes of a value as JSON, found without writing it; stops at `enough`. */
const bound = (value: unknown, enough: number): number => {
  if (typeof value === 'string') return value.length * 6 + 2;
  if (typeof value !== 'object' || value === null) return 24;
  let sum = 2;
  for (const name in value) {
    sum += name.length * 6 + 4 + bound((value as { [name: string]: unknown })[name], enough - sum);
    if (sum > enough) return sum;
  }
  return sum;
};

/** Throws 413 when an event would be larger than a broker takes; it is never recorded then. */
export const checkEventSize = (facts: readonly Fact[]): void => {
  for (const { data } of facts) {
    if (bound(data, EVENT_BYTES) <= EVENT_BYTES) continue;
    if (Buffer.byteLength(JSON.stringify(data)) > EVENT_BYTES)
      throw new ScimError(
        413,
        'The change is larger than 256 kB, the most that one event carries. Send fewer or shorter values.',
      );
  }
};
