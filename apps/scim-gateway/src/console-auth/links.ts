import type { IssuedLink, LinkView, TenantId } from '@rollcall/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Peppers } from '@rollcall/platform';
import type { Pool } from 'pg';
import { problem } from '../http/problem';
import { AuditLog, type Initiator, type RequestOrigin } from '../admin-kit/audit-log';
import { GatewayConfig } from '../config/gateway-config';
import { READ_POOL } from '../database/pools';
import { Existing } from '../scim/auth/existing';
import { linkOver, linkUnknown } from './link-over';
import { format, holds, newSecret, parse } from './secrets';
import * as sql from './console-auth.queries';

interface Row {
  tenant_id: TenantId;
  link_id: string;
  digest: string;
  digest_key: string;
  role: 'administrator' | 'viewer';
  label: string;
  created_at: Date;
  created_by: string;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  expired: boolean;
}

export interface LinkOptions {
  readonly role: 'administrator' | 'viewer';
  readonly label: string;
  readonly expiresInHours: number;
}

/** The session that a link opens. */
export interface OpenedLink {
  readonly tenantId: TenantId;
  readonly role: 'administrator' | 'viewer';
  readonly actor: string;
  readonly name: string;
  readonly linkId: string;
}

export const actorOfLink = (linkId: string): string => `link:${linkId}`;
export const isByLink = (actor: string): boolean => actor.startsWith(actorOfLink(''));

const HOUR_MS = 3_600_000;

const statusOf = ({ revoked_at, used_at, expired }: Row): LinkView['status'] =>
  revoked_at ? 'revoked' : used_at ? 'used' : expired ? 'expired' : 'open';

/** Set-up links: each opens one tenant's console once. */
@Injectable()
export class Links {
  private readonly existing = new Existing(async (ids) => {
    const { rows } = await this.pool.query<{ link_id: string }>(sql.LINK_IDS, [ids]);
    return rows.map(({ link_id }) => link_id);
  });

  constructor(
    @Inject(READ_POOL) private readonly pool: Pool,
    private readonly peppers: Peppers,
    private readonly audit: AuditLog,
    @Inject(GatewayConfig) private readonly config: Pick<GatewayConfig, 'consoleUrl'>,
  ) {}

  /** Records the event first: an unrecorded link must not open anything. */
  async issue(tenantId: TenantId, options: LinkOptions, initiator: Initiator): Promise<IssuedLink> {
    const secret = newSecret();
    const { digest, digestKey } = this.peppers.digest(secret.secret);
    const { role, label } = options;
    const now = Date.now();
    const createdAt = new Date(now).toISOString();
    const expiresAt = new Date(now + options.expiresInHours * HOUR_MS).toISOString();
    const data = { linkId: secret.id, role, label, expiresAt };
    await this.audit.record(tenantId, { type: 'SetUpLinkIssued', data }, initiator);
    const values = [
      tenantId,
      secret.id,
      digest,
      digestKey,
      role,
      label,
      createdAt,
      initiator.actor,
    ];
    await this.pool.query(sql.ADD_LINK, [...values, expiresAt]);
    const url = `${this.config.consoleUrl}/open#${format('rl', secret)}`;
    return { id: secret.id, url, role, label, createdAt, expiresAt };
  }

  async list(tenantId: TenantId): Promise<readonly LinkView[]> {
    const { rows } = await this.pool.query<Row>(sql.LINKS, [tenantId]);
    return rows.map((row) => ({
      id: row.link_id,
      role: row.role,
      label: row.label,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      expiresAt: row.expires_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
      status: statusOf(row),
    }));
  }

  /** Throws a 404 problem. The caller ends the sessions of the link. */
  async revoke(tenantId: TenantId, linkId: string, initiator: Initiator): Promise<void> {
    const { rows } = await this.pool.query<Row>(sql.LINK_OF, [tenantId, linkId]);
    const [row] = rows;
    if (!row) throw problem(404, 'This tenant has no link with that id.');
    if (row.revoked_at) return;
    await this.audit.record(tenantId, { type: 'SetUpLinkRevoked', data: { linkId } }, initiator);
    await this.pool.query(sql.REVOKE_LINK, [tenantId, linkId]);
  }

  /**
   * Throws a problem with the reason why the link does not open; only the holder of the secret gets
   * that reason.
   */
  async use(text: string, request: RequestOrigin): Promise<OpenedLink> {
    const row = await this.holderOf(text);
    if (!row) throw linkUnknown();
    const { tenant_id: tenantId, link_id: linkId, role, label } = row;
    const used = await this.pool.query(sql.USE_LINK, [tenantId, linkId]);
    if (used.rowCount !== 1) {
      const now = statusOf((await this.pool.query<Row>(sql.LINK_BY_ID, [linkId])).rows[0] ?? row);
      throw linkOver(now === 'open' ? 'used' : now);
    }
    const actor = actorOfLink(linkId);
    try {
      const fact = { type: 'SetUpLinkUsed' as const, data: { linkId } };
      await this.audit.record(tenantId, fact, { ...request, actor });
    } catch (error) {
      await this.pool.query(sql.UNUSE_LINK, [tenantId, linkId]).catch(() => undefined);
      throw error;
    }
    return { tenantId, role, actor, name: label, linkId };
  }

  /** Whether the link in this text, with its secret, was used and became the session of `actor`. */
  async became(text: string, actor: string): Promise<boolean> {
    if (!isByLink(actor)) return false;
    const row = await this.holderOf(text);
    return row !== undefined && statusOf(row) === 'used' && actorOfLink(row.link_id) === actor;
  }

  /**
   * The tenant whose console a link opens or opened, given its secret; undefined for any other
   * text.
   */
  async tenantOf(text: string): Promise<TenantId | undefined> {
    return (await this.holderOf(text))?.tenant_id;
  }

  /** The id of an issued link, with any secret; undefined for any other text. */
  async idOf(text: string): Promise<string | undefined> {
    const given = parse('rl', text);
    return given && (await this.existing.has(given.id)) ? given.id : undefined;
  }

  private async holderOf(text: string): Promise<Row | undefined> {
    const given = parse('rl', text);
    if (!given) return undefined;
    const { rows } = await this.pool.query<Row>(sql.LINK_BY_ID, [given.id]);
    const [row] = rows;
    if (!row) return undefined;
    const kept = { digest: row.digest, digestKey: row.digest_key };
    return holds(this.peppers, given, kept) ? row : undefined;
  }
}
