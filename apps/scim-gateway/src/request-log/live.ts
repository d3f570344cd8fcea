import type { RequestView, TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { Repeating } from '../lifecycle/periodic-task';
import { viewOf, type RequestEntry } from './entry';
import type { RequestReads } from './request-reads';

const LOOK_MS = 1_000;
/** Entries of other gateways are written up to so late: clocks and slow batches included. */
const LATE_MS = 10_000;
const MOST_AT_ONCE = 500;
const MOST_REMEMBERED = 5_000;

type Listener = (view: RequestView) => void;

interface Watched {
  readonly listeners: Set<Listener>;
  /** What was told by id and how many it stood for: an entry heard here and read there is told once. */
  readonly told: Map<string, number>;
  readonly since: number;
}

/**
 * Entries as they happen: those of this gateway at once, those of the others when they are in the
 * database, which is looked at each second while somebody watches. No channel between gateways.
 */
export class Live {
  private readonly watched = new Map<TenantId, Watched>();
  private readonly looking: Repeating;

  constructor(
    private readonly reads: RequestReads,
    logger: Logger,
  ) {
    this.looking = new Repeating(
      LOOK_MS,
      () => this.look(),
      (err) => logger.warn({ err }, 'request log could not be polled, will retry'),
    );
  }

  start(): void {
    void this.looking.start();
  }

  stop(): Promise<void> {
    return this.looking.stop();
  }

  /** Answers what ends it. */
  listen(tenantId: TenantId, listener: Listener): () => void {
    const known = this.watched.get(tenantId) ?? {
      listeners: new Set(),
      told: new Map(),
      since: Date.now(),
    };
    known.listeners.add(listener);
    this.watched.set(tenantId, known);
    return () => {
      known.listeners.delete(listener);
      if (known.listeners.size === 0) this.watched.delete(tenantId);
    };
  }

  /** An entry of this gateway. */
  heard(entry: RequestEntry): void {
    const watched = this.watched.get(entry.tenantId);
    if (watched) tell(watched, viewOf(entry));
  }

  private async look(): Promise<void> {
    for (const [tenantId, watched] of this.watched) {
      const at = Math.max(watched.since, Date.now() - LATE_MS);
      for (const view of await this.reads.since(tenantId, at, MOST_AT_ONCE)) tell(watched, view);
    }
  }
}

const tell = ({ told, listeners }: Watched, view: RequestView): void => {
  // One that stands for more by now is told again: the same id, another count.
  if ((told.get(view.id) ?? 0) >= view.count) return;
  if (told.size >= MOST_REMEMBERED) told.delete(told.keys().next().value as string);
  told.set(view.id, view.count);
  for (const listener of listeners) listener(view);
};
