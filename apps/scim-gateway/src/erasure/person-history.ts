import type { Attributes } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { DueErasure } from './erasures';
import { textsOf } from './person-texts';
import { SAID } from './user-steps.queries';

/** Events are at most 256 kB; a person's are some hundred bytes. */
const EVENTS_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 500_000;

interface EventTexts {
  readonly stream_version: number;
  readonly data: string;
}

/**
 * All texts that ever named a person, in as many parts as they need: a history is unbounded, memory
 * is not. The same text may occur in several parts. `hold` renews the lease.
 */
export async function* namesOf(
  pool: Pool,
  { tenantId, subject, position }: DueErasure,
  hold: () => Promise<void>,
): AsyncGenerator<readonly string[]> {
  let texts = new Set<string>();
  let length = 0;
  for (let after = 0; ; ) {
    await hold();
    const values = [tenantId, subject, position, after, EVENTS_AT_ONCE];
    const { rows } = await pool.query<EventTexts>(SAID, values);
    const last = rows.at(-1);
    if (!last) break;
    after = last.stream_version;
    for (const { data } of rows)
      for (const text of textsOf([JSON.parse(data) as Attributes])) {
        if (texts.has(text)) continue;
        texts.add(text);
        length += text.length;
        if (length < CHARACTERS_AT_ONCE) continue;
        yield [...texts];
        texts = new Set();
        length = 0;
      }
  }
  if (texts.size > 0) yield [...texts];
}
