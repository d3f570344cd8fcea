import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import { isTestUser, type Claim } from '@rollcall/domain';
import { Batch, emptyTenant, type EventRow, type Write } from './batch';
import {
  EventLog,
  TenantUnknown,
  type Appended,
  type Command,
  type Reading,
  type Render,
  type StreamState,
  type TenantState,
} from './event-log';

interface Kept {
  tenant: TenantState;
  readonly events: EventRow[];
  readonly streams: Map<Subject, StreamState>;
  readonly claims: Map<string, Subject>;
  /** The end of the queue: commands of a tenant are decided one after the other. */
  last: Promise<unknown>;
}

const key = (claim: Claim): string => `${claim.kind}\n${claim.value}`;

/** The event log in memory: same decisions, for tests that need no engine. */
export class MemoryEventLog extends EventLog {
  private readonly kept = new Map<TenantId, Kept>();

  constructor(private readonly render: Render) {
    super();
  }

  override append(tenantId: TenantId, command: Command): Promise<Appended> {
    const kept = this.kept.get(tenantId);
    if (!kept) return Promise.reject(new TenantUnknown(tenantId));
    const appended = kept.last.then(() => this.once(kept, command));
    kept.last = appended.catch(() => undefined);
    return appended;
  }

  override register(tenant: Omit<TenantState, 'position' | 'checksum'>): Promise<boolean> {
    if (this.kept.has(tenant.tenantId)) return Promise.resolve(false);
    this.kept.set(tenant.tenantId, {
      tenant: emptyTenant(tenant),
      events: [],
      streams: new Map(),
      claims: new Map(),
      last: Promise.resolve(),
    });
    return Promise.resolve(true);
  }

  override tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    return Promise.resolve(this.kept.get(tenantId)?.tenant);
  }

  override tenants(): Promise<readonly TenantState[]> {
    return Promise.resolve([...this.kept.values()].map(({ tenant }) => tenant));
  }

  override position(tenantId: TenantId): Promise<number> {
    return Promise.resolve(this.kept.get(tenantId)?.tenant.position ?? 0);
  }

  override read(
    tenantId: TenantId,
    profile: ProfileName,
    subject: Subject,
  ): Promise<Reading | undefined> {
    const stream = this.kept.get(tenantId)?.streams.get(subject);
    if (stream === undefined || stream.status === 'gone') return Promise.resolve(undefined);
    return Promise.resolve({ ...stream, rendered: this.render(profile, stream) });
  }

  override holder(
    tenantId: TenantId,
    profile: ProfileName,
    claim: Claim,
  ): Promise<Reading | undefined> {
    const subject = this.kept.get(tenantId)?.claims.get(key(claim));
    return subject === undefined
      ? Promise.resolve(undefined)
      : this.read(tenantId, profile, subject);
  }

  override byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    externalId: string,
  ): Promise<readonly Reading[]> {
    const streams = [...(this.kept.get(tenantId)?.streams.values() ?? [])];
    return Promise.resolve(
      streams
        .filter(
          (one) =>
            one.status !== 'gone' &&
            one.attributes['externalId'] === externalId &&
            !isTestUser(one.subject),
        )
        .map((one) => ({ ...one, rendered: this.render(profile, one) })),
    );
  }

  private async once(kept: Kept, command: Command): Promise<Appended> {
    const reader = {
      stream: (subject: Subject) => Promise.resolve(kept.streams.get(subject)),
      holder: (claim: Claim) => Promise.resolve(kept.claims.get(key(claim))),
    };
    const batch = new Batch(kept.tenant, reader, this.render, new Date().toISOString());
    const outcome = await batch.decide(command);
    if ('refused' in outcome) throw outcome.refused;
    this.keep(kept, batch.write());
    return outcome.appended;
  }

  private keep(kept: Kept, write: Write): void {
    kept.tenant = write.after;
    kept.events.push(...write.events);
    for (const stream of write.streams) kept.streams.set(stream.subject, stream);
    for (const claim of write.released) kept.claims.delete(key(claim));
    for (const claim of write.taken) kept.claims.set(key(claim), claim.subject);
  }
}
