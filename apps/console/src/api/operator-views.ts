import type { ProfileName, Role } from './views';

/** Answers of the admin API that only operators get. Times are ISO 8601. */

export interface TenantState {
  readonly id: string;
  readonly name: string;
  readonly profile: ProfileName;
  readonly provisioning: 'enabled' | 'disabled';
  /** Requests a second; null: the gateway's own limit. */
  readonly rateLimit: number | null;
  readonly position: number;
  readonly relayed: number;
  readonly lag: number;
  /** Why the relay holds the tenant; null when it does not. */
  readonly held: string | null;
  /** Of all gateways; null where requests are not logged. */
  readonly requestsLastMinute: number | null;
  /** Of the last hour, up to a hundred; null where requests are not logged. */
  readonly refusedLastHour: number | null;
  /** When a live token was last used; null where none was, or where requests are not logged. */
  readonly lastRequestAt: string | null;
  /** Users whose deactivation was refused. */
  readonly stillOn: number;
  /** Null without a live credential; absent where one does not expire, or nobody says. */
  readonly tokensEndAt?: string | null;
  readonly quirks: readonly string[];
  readonly createdAt: string;
}

export interface Overview {
  readonly tenants: readonly TenantState[];
  /** False when there are more tenants than the console reads. */
  readonly isWhole: boolean;
}

/** A service that follows the events, and how far it is. */
export interface Subscription {
  readonly name: string;
  readonly kind: 'kit' | 'feed' | 'webhook';
  /** The name of its key; null for an endpoint of webhooks. */
  readonly client: string | null;
  readonly lastSeen: string;
  readonly tenantsBehind: number;
  /** Null when every deactivation is acknowledged. */
  readonly oldestUnacknowledgedDeactivationSeconds: number | null;
  readonly heldTenants: number;
  /** The first twenty that are held, or tried again by themselves. */
  readonly halted: readonly {
    readonly tenantId: string;
    readonly since: string;
    readonly reason: string;
    readonly waiting: boolean;
  }[];
}

export interface Subscriptions {
  /** False where the gateway knows no event-delivery. */
  readonly isConfigured: boolean;
  readonly subscriptions: readonly Subscription[];
}

/** What the events are posted to. */
export interface Endpoint {
  readonly name: string;
  readonly url: string;
  /** Null: of all tenants. */
  readonly tenantId: string | null;
  /** Null: all types. */
  readonly types: readonly string[] | null;
  readonly batch: number;
  readonly paused: boolean;
  readonly createdAt: string;
  readonly formerSecretUntil: string | null;
  /** Tenants that are held, and that are tried again by themselves. */
  readonly held: number;
  readonly failing: number;
}

export interface Endpoints {
  /** False where the gateway knows no event-delivery. */
  readonly isConfigured: boolean;
  readonly endpoints: readonly Endpoint[];
}

export interface TroubledTenant {
  readonly tenantId: string;
  /** The last one that the endpoint accepted. */
  readonly position: number;
  readonly heldSince: string | null;
  readonly failingSince: string | null;
  readonly failure: string | null;
  readonly dueAt: string | null;
}

export interface EndpointDetails extends Endpoint {
  readonly troubled: readonly TroubledTenant[];
}

/** The only time that the secret is seen. */
export interface NewEndpoint extends EndpointDetails {
  readonly secret: string;
}

export interface EndpointTest {
  readonly isAccepted: boolean;
  readonly status: number | null;
  readonly failure: string | null;
  readonly ms: number;
}

/** One request and what came back. */
export interface Delivery {
  readonly id: number;
  readonly tenantId: string;
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly sentAt: string;
  readonly ms: number;
  readonly status: number | null;
  readonly failure: string | null;
  readonly excerpt: string | null;
}

export interface Link {
  readonly id: string;
  readonly role: Role;
  readonly label: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
  readonly status: 'open' | 'used' | 'expired' | 'revoked';
}

export interface NewLink {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
}
