import {
  forEach,
  growthOf,
  MOST_GROWTH,
  run,
  TEXTS,
  type Row,
  type Texts,
} from '@rollcall/testing';
import { bearerMatches, bearerOf } from './internal-auth';
import { correlationIdOf } from './service';
import { parentOf } from './tracing';

/** Characters of the headers of a request, all together. */
const HEAD = 16_384;

const IDS: Texts = [
  ...TEXTS,
  ['hexadecimal digits', (n) => run(n, 'a1', 'x')],
  ['hyphens', (n) => run(n, '-', 'x')],
  ['traceparents', (n) => run(n, `00-${'a'.repeat(32)}-${'b'.repeat(16)}-`, 'x')],
];

const matches = bearerMatches(['a'.repeat(40), 'b'.repeat(40)]);

const ROWS: readonly Row[] = [
  ...forEach('correlationIdOf', HEAD, IDS, (text) => correlationIdOf({ 'x-request-id': text })),
  ...forEach('parentOf', HEAD, IDS, parentOf),
  ...forEach('bearerOf', HEAD, IDS, (text) => bearerOf(`Bearer ${text}`)),
  ...forEach('bearerMatches', HEAD, IDS, (text) => matches(`Bearer ${text}`)),
];

describe('what every service reads of a request is read in linear time', () => {
  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});
