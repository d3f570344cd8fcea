import type { LogPosition, ReaderPlace, TenantPosition } from '@rollcall/contracts';
import { NeighbourUnavailable, type InternalClient, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { PLACES } from './log-proofs.queries';

export interface LogProofOptions {
  readonly pool: Pool;
  /** The internal port of the gateways, which have the log. */
  readonly log: Pick<InternalClient, 'json' | 'raw'>;
  readonly logger: Logger;
  /** Between two requests about the tenants in use. */
  readonly everyMs?: number;
  /** How long the first answer about a tenant waits for its proof. */
  readonly patienceMs?: number;
  /** A tenant without requests for so long is dropped. */
  readonly forgetMs?: number;
}

/**
 * Rows at this position, or beyond, have everything that was recorded until `at`, of
 * performance.now(). Rows before it are of a database that went back, or of a replica: nothing is
 * known of them.
 */
export interface Proof {
  readonly at: number;
  readonly position: number;
}

/** Infinity where nothing is known. */
export const ageInSeconds = ({ at, position }: Proof, ofRows: number): number =>
  ofRows < position ? Number.POSITIVE_INFINITY : (performance.now() - at) / 1_000;

const UNPROVEN: Proof = { at: Number.NEGATIVE_INFINITY, position: 0 };

interface Kept {
  proof: Proof;
  usedAt: number;
}

interface PlaceRow {
  readonly tenant_id: string;
  readonly position: string;
  readonly epoch: string;
  readonly held: boolean;
}

const EVERY_MS = 1_000;
const PATIENCE_MS = 500;
const FORGET_MS = 60_000;
/** Tenants in one question, and tenants looked at in all. */
const MOST = 1_000;
const MOST_TENANTS = 20_000;

/**
 * Since when the rows of a tenant may lack something that the log has: it asks the log, not the
 * topic, so that a relay that stands still, a held tenant and a slow projection all make an answer
 * age. Tenants that are asked about are looked at together, once a second; only the first answer
 * about a tenant waits for it.
 */
export class LogProofs {
  private readonly proofs = new Map<string, Kept>();
  private readonly held = new Set<string>();
  private fresh = new Set<string>();
  private asking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private failing = false;

  constructor(private readonly options: LogProofOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), this.options.everyMs ?? EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /**
   * Of what is read of a tenant from now on; `at` is -Infinity when it was never known. Never
   * rejects.
   */
  async of(tenantId: string): Promise<Proof> {
    const known = this.proofs.get(tenantId);
    if (known) {
      known.usedAt = performance.now();
      return known.proof;
    }
    this.fresh.add(tenantId);
    await Promise.race([this.together(), patience(this.options.patienceMs ?? PATIENCE_MS)]);
    const proof = this.proofs.get(tenantId)?.proof ?? UNPROVEN;
    this.proofs.set(tenantId, { proof, usedAt: performance.now() });
    return proof;
  }

  /** Whether a tenant was held when it was looked at last: `of` has it looked at. */
  isHeld(tenantId: string): boolean {
    return this.held.has(tenantId);
  }

  /** Questions that come while one is under way go into the next. */
  private async together(): Promise<void> {
    await this.asking;
    this.asking ??= this.askFresh().finally(() => (this.asking = undefined));
    await this.asking;
  }

  private async askFresh(): Promise<void> {
    const tenants = [...this.fresh];
    this.fresh = new Set();
    await this.ask(tenants);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await this.lookAtAll();
    this.looking = false;
  }

  private async lookAtAll(): Promise<void> {
    const limit = performance.now() - (this.options.forgetMs ?? FORGET_MS);
    for (const [tenantId, { usedAt }] of this.proofs)
      if (usedAt < limit || this.proofs.size > MOST_TENANTS) this.forget(tenantId);
    await this.ask([...this.proofs.keys()]);
  }

  private forget(tenantId: string): void {
    this.proofs.delete(tenantId);
    this.held.delete(tenantId);
  }

  private async ask(tenants: readonly string[]): Promise<void> {
    for (let from = 0; from < tenants.length; from += MOST)
      await this.askSome(tenants.slice(from, from + MOST));
  }

  private async askSome(tenants: readonly string[]): Promise<void> {
    const { pool, log, logger } = this.options;
    try {
      const { rows } = await pool.query<PlaceRow>({
        name: 'places',
        text: PLACES,
        values: [tenants],
      });
      const places: readonly ReaderPlace[] = rows.map((row) => ({
        tenantId: row.tenant_id,
        position: Number(row.position),
        epoch: row.epoch,
      }));
      for (const row of rows)
        if (row.held) this.held.add(row.tenant_id);
        else this.held.delete(row.tenant_id);
      const at = performance.now();
      const rowsOf = new Map(places.map(({ tenantId, position }) => [tenantId, position]));
      for (const one of await positionsOf(log, places))
        this.proven(one, rowsOf.get(one.tenantId) ?? 0, at);
      this.failing = false;
    } catch (err) {
      if (!this.failing)
        logger.warn({ err }, 'tenant positions could not be read from the gateway, will retry');
      this.failing = true;
    }
  }

  private proven(
    { tenantId, behindSeconds, parted }: LogPosition,
    position: number,
    sentAt: number,
  ): void {
    const kept = this.proofs.get(tenantId) ?? { proof: UNPROVEN, usedAt: sentAt };
    this.proofs.set(tenantId, kept);
    // Rows of a history that is no more prove nothing.
    if (parted) return;
    const at = sentAt - behindSeconds * 1_000;
    const hasGoneBack = position < kept.proof.position;
    if (hasGoneBack || at > kept.proof.at) kept.proof = { at, position };
  }
}

const positionsOf = async (
  log: LogProofOptions['log'],
  places: readonly ReaderPlace[],
): Promise<readonly LogPosition[]> => {
  const path = '/internal/v1/positions';
  const { status, body } = await log.raw('POST', path, { tenants: places }, true);
  if (status === 404) return positionsOfFormer(log, places);
  if (status !== 200)
    throw new NeighbourUnavailable('scim-gateway', `it answered ${status} to ${path}`);
  return (JSON.parse(body.toString()) as { tenants: readonly LogPosition[] }).tenants;
};

/**
 * Of a gateway of the release before, while an upgrade is under way: it says no more than where the
 * tenants stand, so that one that is behind stays as proven as it was.
 */
const positionsOfFormer = async (
  log: LogProofOptions['log'],
  places: readonly ReaderPlace[],
): Promise<readonly LogPosition[]> => {
  const path = '/internal/v1/tenants';
  const all = await log.json<readonly Pick<TenantPosition, 'tenantId' | 'position'>[]>('GET', path);
  const positions = new Map(all.map(({ tenantId, position }) => [tenantId, position]));
  return places.map(({ tenantId, position: read }) => {
    const position = positions.get(tenantId) ?? 0;
    const behindSeconds = position > read ? Number.POSITIVE_INFINITY : 0;
    return { tenantId, position, behindSeconds, parted: read > position };
  });
};

const patience = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());
