import type {
  Attributes,
  Checksum,
  Fact,
  Member,
  ProfileName,
  Subject,
  TenantId,
} from '@rollcall/contracts';
import type { Claim, Provisioning } from '@rollcall/domain';
import type { MembershipView, Pair } from './membership-view';

/** What the log stores of a stream in addition to its events: enough to decide and to answer. */
export interface StreamState {
  readonly subject: Subject;
  readonly version: number;
  readonly status: 'active' | 'inactive' | 'gone';
  readonly attributes: Attributes;
  /** SCIM JSON, open at its end (protocol's renderResource); empty when gone. */
  readonly rendered: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** The row that orders a tenant's appends: each append locks it. */
export interface TenantState {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly profile: ProfileName;
  readonly provisioning: Provisioning;
  readonly rateLimit: number | null;
  readonly createdAt: string;
  readonly position: number;
  readonly checksum: Checksum;
}

/** The state that a command is decided on: as the commands before it left it. */
export interface View {
  readonly tenant: TenantState;
  stream(subject: Subject): Promise<StreamState | undefined>;
  /** Several streams in one question, each at its own index. */
  streams(subjects: readonly Subject[]): Promise<readonly (StreamState | undefined)[]>;
  readonly memberships: MembershipView;
  /** The holder of a claim; undefined when it is free. */
  holder(claim: Claim): Promise<Subject | undefined>;
  /** Whether the stream was erased: the status of a deleted one does not show it. */
  erased(subject: Subject): Promise<boolean>;
}

/** One stream's share of a decision. */
export interface Change {
  readonly subject: Subject;
  readonly facts: readonly Fact[];
  readonly status: StreamState['status'];
  readonly attributes: Attributes;
  readonly claimsBefore: readonly Claim[];
  readonly claimsAfter: readonly Claim[];
  /**
   * Of a group: new members that join, and members that leave. A deleted group needs no leavers.
   */
  readonly joins?: readonly Member[];
  readonly leaves?: readonly Member[];
  /**
   * Its events are an erasure: the same append notes that the earlier events are to be redacted. On
   * the tenant's own stream: everything of the tenant, and nothing is recorded after.
   */
  readonly erases?: true;
}

/** The decision of a command. `tenant` replaces settings of the tenant's row. */
export interface Decision {
  readonly change?: Change;
  /** The change's effects on other streams, recorded before it in the same append. */
  readonly cascades?: readonly Change[];
  readonly tenant?: Partial<Pick<TenantState, 'name' | 'profile' | 'provisioning' | 'rateLimit'>>;
}

export interface Command {
  /** Stored with the events, so that a COMMIT of unknown outcome can be looked up. */
  readonly id: string;
  readonly actor: string;
  /** The label of the actor, when the actor is only an id. */
  readonly actorLabel?: string | undefined;
  readonly correlationId: string;
  /** Of an act of people: the address that it came from, which joins the data of its events. */
  readonly source?: string | undefined;
  /** What to read before deciding; anything else is read on demand. */
  readonly reads: {
    readonly subjects: readonly Subject[];
    readonly claims: readonly Claim[];
    /** Ids of members whose groups are read. */
    readonly memberIds?: readonly string[];
    /** Groups and the ids that are looked up for them. */
    readonly named?: readonly Pair[];
  };
  /** Throws to refuse; a refused command in a batch fails alone and changes nothing. */
  decide(view: View): Promise<Decision> | Decision;
}

export interface Appended {
  readonly tenant: TenantState;
  /** The stream of the change as this command left it; undefined when nothing was named. */
  readonly stream: StreamState | undefined;
  readonly events: number;
}

/** A value that another stream has claimed. */
export class ClaimTaken extends Error {
  override readonly name = 'ClaimTaken';
  constructor(readonly claim: Claim) {
    super(claim.kind);
  }
}

/** The log does not know whether it recorded: the caller answers 503 and does not retry blindly. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

export class TenantUnknown extends Error {
  override readonly name = 'TenantUnknown';
}

/** An event of the log, as reads return it. */
export interface RecordedEvent {
  readonly position: number;
  readonly subject: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  /** When its personal data was erased; `data` then has only the type that it had. */
  readonly redactedAt?: string;
  readonly data: unknown;
  readonly actor: string;
  readonly correlationId: string;
}

export interface LogPlace {
  readonly position: number;
  /** The number of the epoch of its last events, if the log went back before them. */
  readonly epoch?: number;
}

/** The result of one append; `events` is 0 when nothing had to change. */
export interface AppendNotice {
  readonly tenantId: TenantId;
  readonly events: number;
  readonly commands: number;
}

/** The append-only store that the gateway decides against. */
export abstract class EventLog {
  private readonly subscribers = new Set<(append: AppendNotice) => void>();

  /**
   * Calls the subscriber after each committed append of this process; returns what unsubscribes it.
   */
  subscribe(subscriber: (append: AppendNotice) => void): () => void {
    this.subscribers.add(subscriber);
    return () => void this.subscribers.delete(subscriber);
  }

  protected notify(append: AppendNotice): void {
    for (const subscriber of this.subscribers) subscriber(append);
  }

  /**
   * Decides and records one command; concurrent commands of a tenant share an append.
   * Rejects with what `decide` threw, ClaimTaken, TenantUnknown or LogUnavailable.
   */
  abstract append(tenantId: TenantId, command: Command): Promise<Appended>;
  /** Adds an empty tenant; false when it already exists. */
  abstract register(tenant: Omit<TenantState, 'position' | 'checksum'>): Promise<boolean>;
  /** Undefined when the tenant does not exist, or was erased. */
  abstract tenant(tenantId: TenantId): Promise<TenantState | undefined>;
  abstract tenants(): Promise<readonly TenantState[]>;
  /** Where the history of a tenant ends; 0 for an unknown tenant. */
  abstract place(tenantId: TenantId): Promise<LogPlace>;
  async position(tenantId: TenantId): Promise<number> {
    return (await this.place(tenantId)).position;
  }
  /** The newest events of one stream, oldest first. */
  abstract readStream(
    tenantId: TenantId,
    subject: Subject,
    most: number,
  ): Promise<readonly RecordedEvent[]>;
  /** The events of a tenant in their order, from a position on. */
  abstract readEvents(
    tenantId: TenantId,
    position: number,
    most: number,
  ): Promise<readonly RecordedEvent[]>;
}
