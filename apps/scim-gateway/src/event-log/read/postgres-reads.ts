import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { texts } from '@rollcall/platform';
import type { Pool } from 'pg';
import {
  LogUnavailable,
  type Reading,
  type Render,
  type ResourceKind,
  type TenantState,
} from '../port/event-log';
import * as sql from '../tables/event-log.queries';
import { KeyedReads } from '../append/batching/keyed-reads';
import { readingOf, renderTag, tenantOf, type ReadingRow, type TenantRow } from '../tables/rows';

type Asked = { readonly tenantId: TenantId; readonly profile: ProfileName };
type AskedExternal = Asked & { readonly kind: ResourceKind; readonly externalId: string };
type AskedMembership = {
  readonly tenantId: TenantId;
  readonly id: string;
  readonly baseUrl: string;
};

export interface ReadPools {
  readonly reads: Pool;
  /** For members of groups and groups of users: what is without a bound. */
  readonly members: Pool;
}

const MEMBERSHIPS: Readonly<Record<ResourceKind, readonly [name: string, text: string]>> = {
  users: ['read-groups', sql.READ_GROUPS],
  groups: ['read-members', sql.READ_MEMBERS],
};

/** Questions about what the log holds now; those of one moment share a statement. */
export class PostgresReads {
  private readonly readings: KeyedReads<Asked & { subject: Subject }, Reading | undefined>;
  private readonly holders: KeyedReads<Asked & { claim: Claim }, Reading | undefined>;
  private readonly externals: KeyedReads<AskedExternal, readonly Reading[]>;
  /** By tenant: a group of a million members keeps nobody waiting but its own tenant. */
  private readonly memberships = new Map<string, KeyedReads<AskedMembership, string>>();
  private readonly positions: KeyedReads<TenantId, number>;
  private readonly rows: KeyedReads<TenantId, TenantState | undefined>;

  constructor(
    private readonly pools: ReadPools,
    private readonly render: Render,
  ) {
    const first = ([row]: readonly Reading[]): Reading | undefined => row;
    this.readings = new KeyedReads(async (keys) =>
      (await this.readMany('read', sql.READ, keys, [keys.map((k) => k.subject)])).map(first),
    );
    this.holders = new KeyedReads(async (keys) =>
      (
        await this.readMany('read-holder', sql.READ_HOLDER, keys, [
          keys.map((k) => k.claim.kind),
          keys.map((k) => k.claim.value),
        ])
      ).map(first),
    );
    this.externals = new KeyedReads<AskedExternal, readonly Reading[]>((keys) =>
      this.readMany('read-external-id', sql.READ_EXTERNAL_ID, keys, [
        keys.map((k) => k.kind),
        keys.map((k) => k.externalId),
      ]),
    );
    this.positions = new KeyedReads((ids) => this.positionsOf(ids));
    this.rows = new KeyedReads((ids) => this.tenantsOf(ids));
  }

  tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    return this.rows.get(tenantId);
  }

  async tenants(): Promise<readonly TenantState[]> {
    const { rows } = await this.pools.reads.query<TenantRow>(sql.TENANTS);
    return rows.map((row) => tenantOf(row.tenant_id as TenantId, row));
  }

  position(tenantId: TenantId): Promise<number> {
    return this.positions.get(tenantId);
  }

  read(tenantId: TenantId, profile: ProfileName, subject: Subject) {
    return this.readings.get({ tenantId, profile, subject });
  }

  holder(tenantId: TenantId, profile: ProfileName, claim: Claim) {
    return this.holders.get({ tenantId, profile, claim });
  }

  byExternalId(tenantId: TenantId, profile: ProfileName, kind: ResourceKind, externalId: string) {
    return this.externals.get({ tenantId, profile, kind, externalId });
  }

  membership(tenantId: TenantId, subject: Subject, baseUrl: string): Promise<string> {
    const [kind, id = ''] = subject.split('/');
    return this.membershipsIn(tenantId, kind as ResourceKind).get({ tenantId, id, baseUrl });
  }

  private membershipsIn(
    tenantId: TenantId,
    kind: ResourceKind,
  ): KeyedReads<AskedMembership, string> {
    const key = `${kind}/${tenantId}`;
    const known = this.memberships.get(key);
    if (known) return known;
    const [name, text] = MEMBERSHIPS[kind];
    const reads = new KeyedReads<AskedMembership, string>(
      (keys) => this.membershipsOf(name, text, keys),
      { idle: () => this.memberships.delete(key) },
    );
    this.memberships.set(key, reads);
    return reads;
  }

  private async readMany(
    name: string,
    text: string,
    keys: readonly Asked[],
    columns: readonly (readonly string[])[],
  ): Promise<Reading[][]> {
    const answers: Reading[][] = keys.map(() => []);
    const tags = keys.map(({ profile }) => renderTag(profile));
    const values = [keys.map((key) => key.tenantId), tags, ...columns].map(texts);
    const { rows } = await this.ask<ReadingRow>({ name, text, values });
    for (const row of rows) {
      const at = Number(row.i) - 1;
      const profile = keys[at]?.profile as ProfileName;
      answers[at]?.push(readingOf(row, profile, this.render));
    }
    return answers;
  }

  private async membershipsOf(
    name: string,
    text: string,
    keys: readonly AskedMembership[],
  ): Promise<string[]> {
    const values = [keys.map((k) => k.tenantId), keys.map((k) => k.id), keys.map((k) => k.baseUrl)];
    const { rows } = await this.ask<{ i: string; text: string | null }>(
      { name, text, values },
      this.pools.members,
    );
    const found = new Map(rows.map((row) => [Number(row.i), row.text]));
    return keys.map((_, i) => found.get(i + 1) ?? '');
  }

  private async positionsOf(ids: readonly TenantId[]): Promise<number[]> {
    const query = { name: 'positions', text: sql.POSITIONS, values: [[...new Set(ids)]] };
    const { rows } = await this.ask<Pick<TenantRow, 'tenant_id' | 'position'>>(query);
    const found = new Map(rows.map((row) => [row.tenant_id, Number(row.position)]));
    return ids.map((id) => found.get(id) ?? 0);
  }

  private async tenantsOf(ids: readonly TenantId[]): Promise<(TenantState | undefined)[]> {
    const query = { name: 'tenants', text: sql.TENANTS_BY_ID, values: [[...new Set(ids)]] };
    const { rows } = await this.ask<TenantRow>(query);
    const found = new Map(
      rows.map((row) => [row.tenant_id, tenantOf(row.tenant_id as TenantId, row)]),
    );
    return ids.map((id) => found.get(id));
  }

  private async ask<Row extends object>(
    query: { name: string; text: string; values: unknown[] },
    pool = this.pools.reads,
  ): Promise<{ rows: Row[] }> {
    try {
      return await pool.query<Row>(query);
    } catch (cause) {
      throw new LogUnavailable('the log did not answer', { cause });
    }
  }
}
