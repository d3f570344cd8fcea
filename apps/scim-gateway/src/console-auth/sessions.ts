import type { ConsoleRole, TenantId } from '@rollcall/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Peppers } from '@rollcall/platform';
import type { Pool } from 'pg';
import { ConsoleConfig } from '../config/console-config';
import { READ_POOL } from '../database/pools';
import { csrfOf, format, holds, newSecret, parse, type Secret } from './secrets';
import type { Session } from '../admin-kit/admin-caller';
import { linkOver } from './link-over';
import * as sql from './console-auth.queries';

/** `linkId`: a session from a link lasts as long as the link is valid. */
export type Person = Pick<Session, 'tenantId' | 'role' | 'actor' | 'name'> & {
  readonly linkId?: string;
};

interface Row {
  tenant_id: string;
  digest: string;
  digest_key: string;
  role: ConsoleRole;
  actor: string;
  name: string;
  ends_at: Date;
  unseen: boolean;
}

/** Operators belong to no tenant; the key column must not be empty. */
const scopeOf = (tenantId: TenantId | null): string => tenantId ?? '';

/** The last activity is stored at most this often: each note is a write. */
const SEEN_EVERY_SECONDS = 60;

/** Sessions of the console. The cookie contains the secret, the row a keyed digest of it. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(READ_POOL) private readonly pool: Pool,
    private readonly peppers: Peppers,
    private readonly config: ConsoleConfig,
  ) {}

  /**
   * Each sign-in creates a new session, whatever cookie the request has. Throws a 410 problem when
   * its link was withdrawn meanwhile.
   */
  async open(person: Person): Promise<{ readonly session: Session; readonly cookie: string }> {
    const secret = newSecret();
    const { digest, digestKey } = this.peppers.digest(secret.secret);
    const { tenantId, role, actor, name, linkId } = person;
    const { SESSION_SECONDS, SESSION_IDLE_SECONDS } = this.config;
    const add = linkId === undefined ? sql.ADD_SESSION : sql.ADD_LINK_SESSION;
    const { rows } = await this.pool.query<Pick<Row, 'ends_at'>>(add, [
      scopeOf(tenantId),
      secret.id,
      digest,
      digestKey,
      role,
      actor,
      name,
      SESSION_SECONDS,
      SESSION_IDLE_SECONDS,
      ...(linkId === undefined ? [] : [linkId]),
    ]);
    const [row] = rows;
    if (!row) throw linkOver('revoked');
    return { session: sessionOf(secret, person, row.ends_at), cookie: format('rs', secret) };
  }

  /** The session of a cookie; undefined when no such session exists, or it has ended. */
  async read(cookie: string | undefined): Promise<Session | undefined> {
    const secret = cookie === undefined ? undefined : parse('rs', cookie);
    if (!secret) return undefined;
    const idleSeconds = this.config.SESSION_IDLE_SECONDS;
    const noteAfter = Math.min(SEEN_EVERY_SECONDS, idleSeconds / 5);
    const { rows } = await this.pool.query<Row>(sql.SESSION, [secret.id, idleSeconds, noteAfter]);
    const [row] = rows;
    if (!row) return undefined;
    const kept = { digest: row.digest, digestKey: row.digest_key };
    if (!holds(this.peppers, secret, kept)) return undefined;
    if (row.unseen) await this.pool.query(sql.SEE_SESSION, [row.tenant_id, secret.id]);
    const tenantId = row.tenant_id === '' ? null : (row.tenant_id as TenantId);
    return sessionOf(secret, { ...row, tenantId }, row.ends_at);
  }

  async end({ tenantId, id }: Pick<Session, 'tenantId' | 'id'>): Promise<void> {
    await this.pool.query(sql.END_SESSION, [scopeOf(tenantId), id]);
  }

  async endOf(tenantId: TenantId, actor: string): Promise<void> {
    await this.pool.query(sql.END_SESSIONS_OF, [tenantId, actor]);
  }

  /** Deletes what ended long ago: sessions, links, idempotency keys. */
  async clean(): Promise<void> {
    for (const statement of sql.CLEAN) await this.pool.query(statement);
  }
}

const sessionOf = (
  secret: Secret,
  { tenantId, role, actor, name }: Person,
  endsAt: Date,
): Session => ({
  id: secret.id,
  tenantId,
  role,
  actor,
  name,
  csrf: csrfOf(secret),
  expiresAt: endsAt.toISOString(),
});
