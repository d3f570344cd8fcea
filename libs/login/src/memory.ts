import { isOfFormerEpoch, isRewritten, type ReadEvent } from '@rollcall/contracts';
import { TenantLogins } from './tenant-logins';

/** What is kept of one tenant. */
interface Entry {
  readonly logins: TenantLogins;
  /** Of performance.now(): everything recorded until then is in it. */
  provenAt: number;
  /** Likewise: its last event came then. */
  takenAt: number;
  /** There was no room: only its position is kept. */
  full: boolean;
  /** Its events wait for an operator: until the next one comes. */
  held: boolean;
  /** Why its events are not taken any more. */
  stuck: string | undefined;
}

/** Up to where somebody has read a tenant, and since when that is known to be all there was. */
export interface Proof {
  readonly position: number;
  readonly epoch: string | undefined;
  readonly provenAt: number;
}

export interface MemoryStatus {
  readonly isLive: boolean;
  readonly tenants: number;
  readonly people: number;
  /** Tenants for which there was no room: the directory answers. */
  readonly full: readonly string[];
  /** Tenants whose events do not follow each other, with the reason: the directory answers. */
  readonly stuck: readonly { readonly tenantId: string; readonly reason: string }[];
}

/**
 * Who may log in, by tenant. A tenant is used only when its position was proven to be the newest of
 * the log at some moment: what is half read, stands still or is of a lost history never is.
 */
export class Memory {
  isLive = false;
  private readonly entries = new Map<string, Entry>();
  private people = 0;

  constructor(private readonly maxPeople: number) {}

  /** The reason why a tenant is not followed any more, at the event where that begins. */
  take(event: ReadEvent, at = performance.now()): string | undefined {
    const entry = this.entryOf(event.tenantId);
    const { logins } = entry;
    entry.held = false;
    if (entry.stuck !== undefined) return undefined;
    if (event.position <= logins.position && !isRewritten(logins, event)) return undefined;
    entry.stuck = wrongWith(logins, event);
    if (entry.stuck !== undefined) return entry.stuck;
    const before = logins.size;
    logins.take(event);
    entry.takenAt = at;
    if (entry.full) logins.clear();
    this.people += logins.size - before;
    if (this.people <= this.maxPeople) return undefined;
    entry.full = true;
    this.people -= logins.size;
    logins.clear();
    return `there is no room for more than ${this.maxPeople} people`;
  }

  /** An event that cannot be read: the next one would leave a gap. */
  stop(tenantId: string, reason: string): void {
    this.entryOf(tenantId).stuck ??= reason;
  }

  /** What is kept of a tenant, whatever its age; undefined when nothing is, or only a part. */
  of(tenantId: string): { readonly logins: TenantLogins; readonly provenAt: number } | undefined {
    const entry = this.entries.get(tenantId);
    if (!entry || entry.full) return undefined;
    return this.isLive || entry.provenAt > Number.NEGATIVE_INFINITY ? entry : undefined;
  }

  hold(tenantId: string): void {
    this.entryOf(tenantId).held = true;
  }

  isHeld(tenantId: string): boolean {
    const entry = this.entries.get(tenantId);
    return entry !== undefined && (entry.held || entry.stuck !== undefined);
  }

  /**
   * Somebody has read the log up to a position: whoever has that of the same history has it all. What
   * came before `provenAt` and is beyond that position is in the log no more: it went back in time.
   */
  prove(tenantId: string, { position, epoch, provenAt }: Proof): void {
    const entry = this.entries.get(tenantId);
    if (!entry || epoch !== entry.logins.epoch || entry.logins.position < position) return;
    if (entry.logins.position > position && entry.takenAt <= provenAt) return;
    entry.provenAt = Math.max(entry.provenAt, provenAt);
  }

  /** What was read is history no more, or comes again from its beginning. */
  clear(): void {
    this.isLive = false;
    this.entries.clear();
    this.people = 0;
  }

  status(): MemoryStatus {
    const all = [...this.entries];
    return {
      isLive: this.isLive,
      tenants: all.length,
      people: this.people,
      full: all.flatMap(([tenantId, { full }]) => (full ? [tenantId] : [])),
      stuck: all.flatMap(([tenantId, { stuck }]) =>
        stuck === undefined ? [] : [{ tenantId, reason: stuck }],
      ),
    };
  }

  private entryOf(tenantId: string): Entry {
    const known = this.entries.get(tenantId);
    if (known) return known;
    const entry: Entry = {
      logins: new TenantLogins(),
      provenAt: Number.NEGATIVE_INFINITY,
      takenAt: Number.NEGATIVE_INFINITY,
      full: false,
      held: false,
      stuck: undefined,
    };
    this.entries.set(tenantId, entry);
    return entry;
  }
}

const wrongWith = (
  logins: { readonly position: number; readonly epoch: string },
  event: ReadEvent,
): string | undefined => {
  const { position } = event;
  if (position <= logins.position)
    return `the log went back in time: position ${position} was published again`;
  if (position !== logins.position + 1) return `position ${position} came after ${logins.position}`;
  if (logins.position > 0 && isOfFormerEpoch(logins, event))
    return `position ${position} is of an epoch that ended before that of ${logins.position}`;
  return undefined;
};
