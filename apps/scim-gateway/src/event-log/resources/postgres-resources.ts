import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { texts } from '@rollcall/platform';
import type { Pool } from 'pg';
import { KeyedReads } from '../batching/keyed-reads';
import type { TenantLoad } from '../batching/tenant-load';
import { READ_GROUPS, READ_MEMBERS } from '../memberships/memberships.queries';
import { answered } from '../tables/answered';
import { renderTag, streamOf, type StreamRow } from '../tables/rows';
import { Resources, type Found, type Reading, type Render, type ResourceKind } from './resources';
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
type ReadingRow =
  | StreamRow
  | (Pick<StreamRow, 'subject' | 'version' | 'rendered'> & { readonly attributes: null });

/** Of a key that finds nothing, and of an unknown tenant, parts are null. */
type FoundRow = { readonly i: string; readonly position: string | null } & (
  | ReadingRow
  | { readonly subject: null }
);

interface FoundRows {
  readonly readings: Reading[];
  position: number;
}

/** Resources from the rows that appends keep; reads of one moment share a statement. */
export class PostgresResources extends Resources {
  private readonly readings: KeyedReads<ResourceKey & { subject: Subject }, Found>;
  private readonly holders: KeyedReads<ResourceKey & { claim: Claim }, Found>;
  private readonly externals: KeyedReads<ExternalIdKey, Found>;
  /** By tenant: a group of a million members delays only its own tenant. */
  private readonly lists = new Map<string, KeyedReads<MembershipKey, string>>();

  constructor(
    private readonly pools: ReadPools,
    private readonly render: Render,
    private readonly load: TenantLoad,
    private readonly keys: number,
  ) {
    super();
    this.readings = new KeyedReads(
      (some) => this.readMany('read', READ, some, [some.map((k) => k.subject)]),
      keys,
    );
    this.holders = new KeyedReads((some) => {
      const claims = [some.map((k) => k.claim.kind), some.map((k) => k.claim.value)];
      return this.readMany('read-holder', READ_HOLDER, some, claims);
    }, keys);
    this.externals = new KeyedReads((some) => {
      const ids = [some.map((k) => k.kind), some.map((k) => k.externalId)];
      return this.readMany('read-external-id', READ_EXTERNAL_ID, some, ids);
    }, keys);
  }

  override find(tenantId: TenantId, profile: ProfileName, subject: Subject) {
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
  ): Promise<Found[]> {
    const answers = keys.map((): FoundRows => ({ readings: [], position: 0 }));
    const tags = keys.map(({ profile }) => renderTag(profile));
    const values = [keys.map((key) => key.tenantId), tags, ...columns].map(texts);
    const rows = await answered<FoundRow>(this.pools.reads, { name, text, values });
    for (const row of rows) {
      const at = Number(row.i) - 1;
      const answer = answers[at];
      const key = keys[at];
      if (!answer || !key) continue;
      answer.position = Number(row.position ?? 0);
      if (row.subject !== null)
        answer.readings.push(this.readingOf(row, key.profile, answer.position));
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
  private readingOf(row: ReadingRow, profile: ProfileName, position: number): Reading {
    const { subject, version, rendered } = row;
    return {
      subject,
      version,
      position,
      rendered: row.attributes === null ? rendered : this.render(profile, streamOf(row)),
    };
  }
}
