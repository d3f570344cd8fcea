import type { GuideName } from '../guides/guide';

/** What the admin API answers, as the console reads it. Times are ISO 8601. */

export type Role = 'operator' | 'administrator' | 'viewer';
export type ProfileName = 'strict' | 'full';
/** Each identity provider that the admin API knows has a guide. */
export type Provider = GuideName;

export interface Session {
  readonly role: Role;
  readonly tenantId: string | null;
  readonly name: string;
  readonly csrf: string;
  readonly expiresAt: string;
  /** Who came by a link needs a new one to come again. */
  readonly signedInBy: 'link' | 'oidc' | 'operator-key';
}

/** The accent as one theme uses it. */
interface Shades {
  readonly accent: string;
  readonly strong: string;
  readonly on: string;
  readonly wash: string;
}

/** What the console calls and shows of the product; the gateway has checked every part. */
export interface Branding {
  readonly name: string | null;
  /** A data URL. */
  readonly logo: string | null;
  /** A mail address, or one that begins with https://. */
  readonly support: string | null;
  readonly returnUrl: string | null;
  readonly shades: { readonly light: Shades; readonly dark: Shades } | null;
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly profile: ProfileName;
  readonly provisioning: 'enabled' | 'disabled';
  readonly createdAt: string;
  readonly scimBaseUrl: string;
}

export type Expiry = { readonly days: number } | { readonly date: string };

export interface Connection {
  readonly provisioning: 'enabled' | 'disabled';
  readonly provider: Provider | null;
  readonly expiry: Expiry | null;
  readonly tokenId: string | null;
  readonly testedAt: string | null;
  readonly testPassed: boolean | null;
  readonly savedAt: string | null;
  readonly firstRequestAt: string | null;
  readonly lastRequestAt: string | null;
  /**
   * Attempts with a token that carries an id of this tenant and is not whole, or not as it was made:
   * how it begins (`rc_E6Fl`), how often it came, and when it last did. They are not attributed to
   * anybody. Null when there was none, and from the first request on.
   */
  readonly mangled: { readonly prefix: string; readonly count: number; readonly at: string } | null;
  readonly scimBaseUrl: string;
  readonly profile: ProfileName;
}

/** A refusal of the last day by its cause. */
export interface Cause {
  readonly code: string;
  readonly attribute: string | null;
  /** Every attribute that it was refused for, and why. */
  readonly refused: readonly RefusedAttribute[];
  readonly status: number;
  readonly requests: number;
  /** Those of them that were to change something. */
  readonly changes: number;
  readonly lastAt: string;
}

interface Amount {
  readonly requests: number;
  readonly changes: number;
}

/** The live token that requests come with. */
export interface Credential {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly daysLeft: number;
  readonly lastUsedAt: string | null;
}

/** How the connection does now. */
export interface Status {
  readonly provisioning: 'enabled' | 'disabled';
  /** When it was last switched on or off, and by whom; null when it never was. */
  readonly since: string | null;
  readonly by: string | null;
  readonly savedAt: string | null;
  readonly provider: Provider | null;
  readonly firstRequestAt: string | null;
  readonly lastRequestAt: string | null;
  /** Null where requests are not logged. */
  readonly lastDay: {
    readonly from: string;
    readonly accepted: Amount;
    readonly refused: Amount;
    readonly refusals: readonly Cause[];
  } | null;
  readonly people: { readonly active: number; readonly inactive: number } | null;
  readonly credential: Credential | null;
  /** Ids of the live tokens. */
  readonly liveTokens: readonly string[];
  readonly rotation: 'new-not-seen' | 'old-still-used' | 'safe' | null;
  readonly switchOffs: number;
}

export type ConnectionDraft = Partial<Pick<Connection, 'provider' | 'expiry' | 'tokenId'>>;

export type LegState = 'running' | 'passed' | 'failed';

/** A line of the connection test: a leg that starts or ends, or the end of all. */
export interface TestLine {
  readonly leg?: string;
  readonly state?: LegState;
  readonly ms?: number;
  readonly status?: number;
  readonly detail?: string;
  readonly advice?: string;
  readonly code?: string;
  readonly done?: boolean;
  readonly passed?: boolean;
}

export interface TokenRow {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly status: 'live' | 'expired' | 'revoked';
  readonly requests?: number;
  readonly daysLeft: number;
  /** What it is in the rotation that is running. */
  readonly rotation: 'old' | 'new' | null;
}

export interface NewToken {
  readonly id: string;
  readonly token: string;
  readonly label: string;
  readonly expiresAt: string;
}

export interface TokenUse {
  readonly id: string;
  readonly label: string;
  readonly requests: number;
  readonly lastUsedAt: string | null;
}

export interface Rotation {
  readonly old: TokenUse;
  readonly new: TokenUse;
  readonly startedAt: string;
  readonly overlapUntil: string | null;
  readonly safeToRevoke: boolean;
  /** When the old one can go if nothing more comes with it. */
  readonly safeAt: string | null;
  readonly reason: string;
}

export interface Warning {
  readonly tokenId: string;
  readonly label: string;
  readonly expiresAt: string;
  readonly daysLeft: number;
}

/** Somebody who was to be switched off by a request that was refused. */
export interface StillOn {
  readonly userId: string;
  readonly userName: string;
  readonly at: string;
  readonly requestId: string | null;
  readonly code: string;
  readonly attribute: string | null;
}

export interface UserRow {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string | null;
  readonly active: boolean;
  readonly externalId: string | null;
  readonly lastModified: string;
}

export interface DeletedUser {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string | null;
  readonly externalId: string | null;
  readonly deletedAt: string;
}

export interface MemberRow {
  readonly id: string;
  readonly type: 'User' | 'Group';
  readonly name: string | null;
  readonly userName: string | null;
  readonly active: boolean;
}

export interface GroupRow {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly memberCount: number;
  readonly lastModified: string;
}

export interface EventRow {
  readonly position: number;
  /** `users/<id>`, `groups/<id>`. */
  readonly subject: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
  readonly correlationId: string;
  /** Nothing when its words were erased. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OneResource {
  /** Null when it is gone; its history stays. */
  readonly resource: Readonly<Record<string, unknown>> | null;
  readonly version: number;
  readonly history: readonly EventRow[];
}

export interface RefusedAttribute {
  readonly code: string;
  readonly attribute: string;
}

/** A request of the log; `body` only while values are captured. */
export interface RequestRow {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly tokenId: string | null;
  readonly tokenLabel: string | null;
  readonly quirks: readonly string[];
  readonly attributes: readonly string[];
  readonly scimType: string | null;
  readonly detail: string | null;
  readonly code: string | null;
  readonly attribute: string | null;
  /** Every attribute that it was refused for, as SCIM writes its path, and why. */
  readonly refused: readonly RefusedAttribute[];
  readonly switchOff: boolean;
  readonly resourceId: string | null;
  /** What the user or the group is called now; null when it is gone. */
  readonly resourceName: string | null;
  /** That a captured body says. */
  readonly userName?: string;
  readonly test: boolean;
  readonly query?: string;
  readonly correlationId: string;
  /** How many it stands for: refusals that say the same within a second are one. */
  readonly count: number;
  readonly body?: unknown;
}
