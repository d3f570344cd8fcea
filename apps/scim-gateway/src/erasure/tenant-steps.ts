import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { Step } from './erasing';
import type { DueErasure, Erasures } from './erasures';
import { inPieces } from './pieces';
import { statisticsStep } from './statistics';
import {
  DELETE_REQUESTS,
  DELETE_ROWS,
  FORGET_REGISTRATION,
  REDACT_TENANT,
} from './tenant-steps.queries';
import { publishedStep } from './published';

const STRETCH = 1_000;

/** `forgetTokens` has the token service forget a tenant's tokens. */
export const tenantSteps = (
  pool: Pool,
  requestLog: Pool,
  erasures: Erasures,
  forgetTokens: (tenantId: TenantId) => Promise<void>,
): readonly Step[] => [
  { name: 'rows', run: (erasure, hold) => deleteRows(pool, requestLog, erasure, hold) },
  { name: 'tokens', run: ({ tenantId }) => forgetTokens(tenantId) },
  publishedStep(erasures),
  { name: 'events', run: (erasure, hold) => redact(pool, erasure, hold) },
  { name: 'late', late: true, run: (erasure, hold) => deleteRows(pool, requestLog, erasure, hold) },
  statisticsStep(pool),
];

const redact = async (
  pool: Pool,
  { tenantId, position }: DueErasure,
  hold: () => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < position - 1; from += STRETCH) {
    await hold();
    const upto = Math.min(from + STRETCH, position - 1);
    await pool.query(REDACT_TENANT, [tenantId, from, upto]);
  }
};

const deleteRows = async (
  pool: Pool,
  requestLog: Pool,
  { tenantId }: DueErasure,
  hold: () => Promise<void>,
): Promise<void> => {
  for (const statement of DELETE_ROWS) await inPieces(pool, hold, statement, [tenantId]);
  if (requestLog !== pool)
    for (const statement of DELETE_REQUESTS)
      await inPieces(requestLog, hold, statement, [tenantId]);
  await pool.query(FORGET_REGISTRATION, [tenantId]);
};
