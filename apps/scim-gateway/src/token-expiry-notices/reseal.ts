import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import type { SealedSecrets } from './sealed-secret';
import { RESEAL, SEALED_OTHERWISE } from './webhooks.queries';

/**
 * Seals every webhook secret that another key sealed under the first one, so that the others can be
 * taken away. Any gateway may do it, several at once: a secret that was changed meanwhile stays.
 */
export const reseal = async (
  pool: Pool,
  secrets: SealedSecrets,
  logger: Logger,
): Promise<{ readonly resealed: number; readonly lost: number }> => {
  const under = secrets.sealsUnder;
  if (under === undefined) return { resealed: 0, lost: 0 };
  const { rows } = await pool.query<{ tenant_id: string; sealed_secret: string }>(
    SEALED_OTHERWISE,
    [under],
  );
  let resealed = 0;
  const lost: string[] = [];
  for (const { tenant_id: tenantId, sealed_secret: sealed } of rows) {
    const secret = secrets.open(tenantId, sealed);
    if (secret === undefined) {
      lost.push(tenantId);
      continue;
    }
    const values = [tenantId, sealed, secrets.seal(tenantId, secret)];
    resealed += (await pool.query(RESEAL, values)).rowCount ?? 0;
  }
  if (resealed > 0) logger.info({ resealed, under }, 'webhook secrets resealed with the first key');
  if (lost.length > 0)
    logger.warn(
      { tenants: lost },
      'no key in SEALING_KEYS or SERVICE_KEYS opens the secrets of these webhooks: restore the key, or set the webhooks again',
    );
  return { resealed, lost: lost.length };
};
