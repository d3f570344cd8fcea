import { copyCell } from '@rollcall/platform';
import type { RequestEntry } from './entry';

/** ISO 8601, computed once a millisecond: many entries share one. */
let stampedAt = 0;
let stamp = '';
const isoOf = (at: number): string => {
  if (at !== stampedAt) {
    stampedAt = at;
    stamp = new Date(at).toISOString();
  }
  return stamp;
};

const NULL = '\\N';
const listed = (names: readonly string[]): string =>
  names.length === 0 ? NULL : copyCell(names.join(' '));
const json = (value: object | null): string => (value ? copyCell(JSON.stringify(value)) : NULL);

/** The line that Postgres reads. Ids, methods and paths contain nothing that needs an escape. */
export const rowOf = (entry: RequestEntry): string =>
  `${entry.tenantId}\t${isoOf(entry.at)}\t${entry.seq}\t${entry.method}\t${entry.path}\t` +
  `${entry.status}\t${entry.ms}\t${entry.tokenId}\t${entry.resourceId ?? NULL}\t` +
  `${entry.test ? 't' : 'f'}\t${listed(entry.attributes)}\t${listed(entry.quirks)}\t` +
  `${json(entry.refusal)}\t${copyCell(entry.correlationId)}\t${json(entry.captured)}\t${entry.count}\n`;
