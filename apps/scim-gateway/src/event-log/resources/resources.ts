import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import type { StreamState } from '../port/event-log';

/** The streams that SCIM shows. */
export type ResourceKind = 'users' | 'groups';

/** One resource, as reads return it. */
export type Reading = Pick<StreamState, 'subject' | 'version' | 'rendered'> & {
  /** Further members of the JSON object, read with the resource and not stored in it. */
  readonly memberships?: string;
  /**
   * The tenant's position: what was read includes everything up to it, or it is the change's own.
   */
  readonly position?: number;
};

/** What a key finds, and the tenant's position that the answer contains; 0 of an unknown tenant. */
export interface Found {
  readonly readings: readonly Reading[];
  readonly position: number;
}

/** How the current state of a stream is written as SCIM JSON. */
export type Render = (profile: ProfileName, stream: Omit<StreamState, 'rendered'>) => string;

/** Live resources as the append keeps them: SCIM JSON, rendered when their stream changed. */
export abstract class Resources {
  /** One resource, rendered for the profile; undefined when absent or gone. */
  async read(
    tenantId: TenantId,
    profile: ProfileName,
    subject: Subject,
  ): Promise<Reading | undefined> {
    return (await this.find(tenantId, profile, subject)).readings[0];
  }
  /** The same, with the position also when there is none. */
  abstract find(tenantId: TenantId, profile: ProfileName, subject: Subject): Promise<Found>;
  /** The resource with a claim. */
  abstract holder(tenantId: TenantId, profile: ProfileName, claim: Claim): Promise<Found>;
  /** Users, or groups, with exactly this externalId: providers send one id twice. */
  abstract byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    kind: ResourceKind,
    externalId: string,
  ): Promise<Found>;
  /**
   * The memberships of a resource, as a list in SCIM JSON: the members of a group, or the direct
   * groups of a user. In the order of their ids; empty text for none.
   */
  abstract memberships(tenantId: TenantId, subject: Subject, baseUrl: string): Promise<string>;
}
