import { Injectable, Inject } from '@nestjs/common';
import type { IssuedToken, RotationView, TenantId, TokenView } from '@rollcall/contracts';
import { type ProblemError } from '@rollcall/platform';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import { Uses } from './uses';
import { judge, later, safeAt } from './rotation';
import * as sql from './rotations.queries';
import { TokenService, type TokenOptions } from './token-service';
import { WATCH_POOL } from '../database/pools';

interface Row {
  old_token_id: string;
  new_token_id: string | null;
  old_requests: string;
  started_at: Date;
  overlap_until: Date | null;
}

interface DueRow {
  tenant_id: TenantId;
  set_by: string | null;
  correlation_id: string | null;
}

interface Running {
  readonly row: Row;
  readonly old: TokenView;
  readonly new: TokenView;
}

export type RotationRoles = ReadonlyMap<string, 'old' | 'new'>;

/** A start that broke off before its token was made holds up the next one for so long. */
const BROKEN_OFF_MS = 60_000;

const isLive = (token: TokenView | undefined): token is TokenView & { status: 'live' } =>
  token?.status === 'live';

const conflict = (detail: string, code: string): ProblemError => problem(409, detail, { code });

/** Two tokens of a tenant, both alive, until the old one can go. */
@Injectable()
export class Rotations {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    private readonly tokens: TokenService,
    private readonly uses: Uses,
  ) {}

  /**
   * The new token is restricted as the old one, unless `constraints` is given. Throws problems: 404
   * for an unknown token, 409 for one that is over or while another runs.
   */
  async start(
    tenantId: TenantId,
    { tokenId, overlapUntil, ...options }: TokenOptions & { tokenId: string; overlapUntil?: Date },
    initiator: Initiator,
  ): Promise<{ rotation: RotationView; issued: IssuedToken }> {
    const old = (await this.tokens.list(tenantId)).find(({ id }) => id === tokenId);
    if (!old) throw problem(404, 'This tenant has no token with that id.');
    if (old.clientId)
      throw problem(
        400,
        'This is a secret of an OAuth client: add another secret to the client, then revoke this one.',
      );
    if (!isLive(old)) throw conflict(`This token is ${old.status}: issue a new one.`, 'token-over');
    await this.running(tenantId);
    const uses = await this.uses.of(tenantId);
    const begun = await this.pool.query(sql.BEGIN, [
      tenantId,
      tokenId,
      uses.get(tokenId)?.requests ?? 0,
      overlapUntil?.toISOString() ?? null,
      initiator.actor,
      initiator.correlationId,
    ]);
    if (begun.rowCount === 0)
      throw conflict('A rotation is running. Finish or cancel it first.', 'rotation-running');
    let issued: IssuedToken | undefined;
    try {
      const constraints = options.constraints ?? old.constraints;
      issued = await this.tokens.issue(tenantId, { ...options, constraints }, initiator);
      await this.pool.query(sql.MADE, [tenantId, issued.id]);
      return { rotation: (await this.view(tenantId)) as RotationView, issued };
    } catch (reason) {
      // No caller will get this token.
      if (issued) await this.tokens.revoke(tenantId, issued.id, initiator).catch(() => undefined);
      await this.pool.query(sql.END, [tenantId, tokenId]).catch(() => undefined);
      throw reason;
    }
  }

  /** Undefined when none is running. */
  async view(tenantId: TenantId): Promise<RotationView | undefined> {
    const running = await this.running(tenantId);
    if (!running) return undefined;
    const uses = await this.uses.of(tenantId);
    const { row, old } = running;
    const oldUse = uses.get(old.id);
    const newUse = uses.get(running.new.id);
    // The token service notes uses by itself: whichever is later counts against it.
    const noted = old.lastUsedAt === null ? null : new Date(old.lastUsedAt);
    const oldLastAt = later(oldUse?.lastAt ?? null, noted);
    const reason = judge(newUse?.requests ?? 0, oldLastAt);
    return {
      old: {
        id: old.id,
        label: old.label,
        requests: Math.max(0, (oldUse?.requests ?? 0) - Number(row.old_requests)),
        lastUsedAt: oldLastAt?.toISOString() ?? null,
      },
      new: {
        id: running.new.id,
        label: running.new.label,
        requests: newUse?.requests ?? 0,
        lastUsedAt: newUse?.lastAt.toISOString() ?? null,
      },
      startedAt: row.started_at.toISOString(),
      overlapUntil: row.overlap_until?.toISOString() ?? null,
      safeToRevoke: reason === 'safe',
      reason,
      safeAt: safeAt(reason, oldLastAt)?.toISOString() ?? null,
    };
  }

  /** What each live token of a rotation is in it, by id; empty when none is running. */
  async roles(tenantId: TenantId, tokens: readonly TokenView[]): Promise<RotationRoles> {
    const [row] = (await this.pool.query<Row>(sql.READ, [tenantId])).rows;
    const isThere = (id: string | null): boolean =>
      tokens.some((one) => one.id === id && isLive(one));
    if (!row?.new_token_id || !isThere(row.old_token_id) || !isThere(row.new_token_id))
      return new Map();
    return new Map([
      [row.old_token_id, 'old'],
      [row.new_token_id, 'new'],
    ]);
  }

  /** The new token goes, the old one stays. False when none is running. */
  async cancel(tenantId: TenantId, initiator: Initiator): Promise<boolean> {
    const running = await this.running(tenantId);
    if (running) await this.end(tenantId, running, running.new.id, initiator);
    return running !== undefined;
  }

  /** The old token goes. False when none is running. */
  async finish(tenantId: TenantId, initiator: Initiator): Promise<boolean> {
    const running = await this.running(tenantId);
    if (running) await this.end(tenantId, running, running.old.id, initiator);
    return running !== undefined;
  }

  /** Revokes the old tokens whose overlap is over; doing it twice, by two gateways, is as once. */
  async finishDue(): Promise<void> {
    const { rows } = await this.pool.query<DueRow>(sql.DUE);
    for (const { tenant_id, set_by, correlation_id } of rows)
      await this.finish(tenant_id, {
        // Who set the end of the overlap revokes the token; rotations of before do not say who.
        actor: set_by ?? 'rotation',
        correlationId: correlation_id ?? randomUUID(),
      });
  }

  private async end(
    tenantId: TenantId,
    { old }: Running,
    gone: string,
    initiator: Initiator,
  ): Promise<void> {
    await this.tokens.revoke(tenantId, gone, initiator);
    await this.pool.query(sql.END, [tenantId, old.id]);
  }

  /** One of which a token was revoked otherwise, or has expired, is over. */
  private async running(tenantId: TenantId): Promise<Running | undefined> {
    const [row] = (await this.pool.query<Row>(sql.READ, [tenantId])).rows;
    if (!row) return undefined;
    if (row.new_token_id === null && Date.now() - row.started_at.getTime() < BROKEN_OFF_MS)
      return undefined;
    const tokens = await this.tokens.list(tenantId);
    const old = tokens.find(({ id }) => id === row.old_token_id);
    const made = tokens.find(({ id }) => id === row.new_token_id);
    if (isLive(old) && isLive(made)) return { row, old, new: made };
    await this.pool.query(sql.END, [tenantId, row.old_token_id]);
    return undefined;
  }
}
