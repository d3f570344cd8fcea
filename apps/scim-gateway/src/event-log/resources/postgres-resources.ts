import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { texts } from '@rollcall/platform';
import type { Pool } from 'pg';
import { KeyedReads } from '../batching/keyed-reads';
import type { TenantLoad } from '../batching/tenant-load';
import { READ_GROUPS, READ_MEMBERS } from '../memberships/memberships.queries';
import { answered } from '../tables/answered';
import { renderTag, streamOf, type StreamRow } from '../tables/rows';
import { Resources, type Reading, type Render, type ResourceKind } from './resources';
import { READ, READ_EXTERNAL_ID, READ_HOLDER } from './resources.queries';

type ResourceKey = { readonly tenantId: TenantId; readonly profile: ProfileName };
type ExternalIdKey = ResourceKey & { readonly kind: ResourceKind; readonly externalId: string };
type MembershipKey = {
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
  users: ['read-groups', READ_GROUPS],
  groups: ['read-members', READ_MEMBERS],
};

/** Without the attributes, when the rendering has the requested tag. */
type ReadingRow = { readonly i: string; readonly position: string } & (
  | StreamRow
  | (Pick<StreamRow, 'subject' | 'version' | 'rendered'> & { readonly attributes: null })
);

/** Resources from the rows that appends keep; reads of one moment share a statement. */
export class PostgresResources extends Resources {
  private readonly readings: KeyedReads<ResourceKey & { subject: Subject }, Reading | undefined>;
  private readonly holders: KeyedReads<ResourceKey & { claim: Claim }, Reading | undefined>;
  private readonly externals: KeyedReads<ExternalIdKey, readonly Reading[]>;
  /** By tenant: a group of a million members delays only its own tenant. */
  private readonly lists = new Map<string, KeyedReads<MembershipKey, string>>();

  constructor(
    private readonly pools: ReadPools,
    private readonly render: Render,
    private readonly load: TenantLoad,
    private readonly keys: number,
  ) {
    super();
    const first = ([row]: readonly Reading[]): Reading | undefined => row;
    this.readings = new KeyedReads(
      async (some) =>
        (await this.readMany('read', READ, some, [some.map((k) => k.subject)])).map(first),
      keys,
    );
    this.holders = new KeyedReads(async (some) => {
      const claims = [some.map((k) => k.claim.kind), some.map((k) => k.claim.value)];
      return (await this.readMany('read-holder', READ_HOLDER, some, claims)).map(first);
    }, keys);
    this.externals = new KeyedReads<ExternalIdKey, readonly Reading[]>((some) => {
      const ids = [some.map((k) => k.kind), some.map((k) => k.externalId)];
      return this.readMany('read-external-id', READ_EXTERNAL_ID, some, ids);
    }, keys);
  }

  override read(tenantId: TenantId, profile: ProfileName, subject: Subject) {
    this.load.count(tenantId);
    return this.readings.get({ tenantId, profile, subject });
  }

  override holder(tenantId: TenantId, profile: ProfileName, claim: Claim) {
    this.load.count(tenantId);
    return this.holders.get({ tenantId, profile, claim });
  }

  override byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    kind: ResourceKind,
    externalId: string,
  ) {
    this.load.count(tenantId);
    return this.externals.get({ tenantId, profile, kind, externalId });
  }

  override memberships(tenantId: TenantId, subject: Subject, baseUrl: string): Promise<string> {
    const [kind, id = ''] = subject.split('/');
    return this.listsOf(tenantId, kind as ResourceKind).get({ tenantId, id, baseUrl });
  }

  private listsOf(tenantId: TenantId, kind: ResourceKind): KeyedReads<MembershipKey, string> {
    const key = `${kind}/${tenantId}`;
    const known = this.lists.get(key);
    if (known) return known;
    const [name, text] = MEMBERSHIPS[kind];
    const reads = new KeyedReads<MembershipKey, string>(
      (some) => this.membershipsOf(name, text, some),
      this.keys,
      () => this.lists.delete(key),
    );
    this.lists.set(key, reads);
    return reads;
  }

  private async readMany(
    name: string,
    text: string,
    keys: readonly ResourceKey[],
    columns: readonly (readonly string[])[],
  ): Promise<Reading[][]> {
    const answers: Reading[][] = keys.map(() => []);
    const tags = keys.map(({ profile }) => renderTag(profile));
    const values = [keys.map((key) => key.tenantId), tags, ...columns].map(texts);
    const rows = await answered<ReadingRow>(this.pools.reads, { name, text, values });
    for (const row of rows) {
      const at = Number(row.i) - 1;
      const profile = keys[at]?.profile as ProfileName;
      answers[at]?.push(this.readingOf(row, profile));
    }
    return answers;
  }

  private async membershipsOf(
    name: string,
    text: string,
    keys: readonly MembershipKey[],
  ): Promise<string[]> {
    const values = [keys.map((k) => k.tenantId), keys.map((k) => k.id), keys.map((k) => k.baseUrl)];
    const query = { name, text, values };
    const rows = await answered<{ i: string; text: string | null }>(this.pools.members, query);
    const found = new Map(rows.map((row) => [Number(row.i), row.text]));
    return keys.map((_, i) => found.get(i + 1) ?? '');
  }

  /** An old rendering, or one for another profile, is rendered again on read. */
  private readingOf(row: ReadingRow, profile: ProfileName): Reading {
    const { subject, version, rendered, position } = row;
    return {
      subject,
      version,
      position: Number(position),
      rendered: row.attributes === null ? rendered : this.render(profile, streamOf(row)),
    };
  }
}
