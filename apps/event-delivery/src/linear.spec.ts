import 'reflect-metadata';
import {
  forEach,
  functionsOfRequests,
  growthOf,
  list,
  MOST_GROWTH,
  TEXTS,
  withoutRow,
  type Row,
  type Texts,
} from '@rollcall/testing';
import { feedQuery, nextOf } from './access/feed-query';
import { positionsQuery } from './access/subscriptions.controller';
import { parseCursor } from './feed/cursor';
import { reportOf, subscriptionName } from './subscriptions/report';

/** Characters of an address. */
const HEAD = 16_384;
const TYPES: Texts = [['types', (n) => list(n / 16, () => 'UserProvisioned').join(',')]];

const refused = (name: string) => (text: string) => {
  try {
    return feedQuery({ [name]: text });
  } catch {
    return undefined;
  }
};

/** Characters of a body. */
const BODY = 262_144;

const reported = (text: string): unknown => {
  try {
    const since = '2026-01-01T00:00:00Z';
    const tenants = list(text.length / 64, (i) => ({
      tenant: `t${i}`,
      position: i,
      held: { since, reason: text },
    }));
    return reportOf(
      { tenants },
      list(1_000, (i) => `t${i}`),
    );
  } catch {
    return undefined;
  }
};

const named = (text: string): unknown => {
  try {
    return subscriptionName(text);
  } catch {
    return undefined;
  }
};

const ROWS: readonly Row[] = [
  ...forEach('reportOf', BODY, TEXTS, reported),
  ...forEach('subscriptionName', HEAD, TEXTS, named),
  ...forEach('positionsQuery', HEAD, TEXTS, (text) =>
    positionsQuery({ tenant: text, after: text }),
  ),
  ...['after', 'tenant', 'types', 'count', 'wait', 'subscription', 'another'].flatMap((name) =>
    forEach('feedQuery', HEAD, TEXTS, refused(name)),
  ),
  ...forEach('feedQuery', HEAD, TYPES, refused('types')),
  ...forEach('nextOf', HEAD, TEXTS, (text) => nextOf({ types: text }, text)),
  ...forEach('parseCursor', HEAD, TEXTS, (text) => {
    try {
      return parseCursor(text);
    } catch {
      return undefined;
    }
  }),
];

describe('the work of the feed is linear in its input', () => {
  it('has a row for every function that is given something of a request', () => {
    const given = functionsOfRequests(__dirname);
    expect(Object.keys(given).length).toBeGreaterThan(1);
    expect(withoutRow(given, ROWS, {})).toEqual([]);
  });

  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});
