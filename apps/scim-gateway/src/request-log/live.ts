import { Inject, Injectable } from '@nestjs/common';
import type { RequestView, TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { PeriodicTask } from '../lifecycle/periodic-task';
import { viewOf, type RequestEntry } from './entry';
import { RequestReads } from './request-reads';
import { LOGGER } from '../runtime/tokens';

/** Entries of other gateways are written up to so late: clocks and slow batches included. */
const LATE_MS = 10_000;
const MOST_AT_ONCE = 500;
const MOST_REMEMBERED = 5_000;

type Listener = (view: RequestView) => void;

/**
 * The entries sent to a listener, by id with their count: an entry of this gateway that is then
 * read from the database is sent once, and a later listener gets the last moments, too.
 */
type Sent = Map<string, number>;

/**
 * Entries as they happen: those of this gateway at once, those of the others from the database,
 * which is read each second while a view is open. The gateways need no channel between them. It
 * begins with the entries of the last ten seconds: between a list and its live view nothing is
 * lost.
 */
@Injectable()
export class Live extends PeriodicTask {
  private readonly watched = new Map<TenantId, Map<Listener, Sent>>();

  constructor(
    private readonly reads: RequestReads,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, { everyMs: 1_000, failure: 'request log could not be polled, will retry' });
  }

  /** Answers what ends it. */
  listen(tenantId: TenantId, listener: Listener): () => void {
    const listeners = this.watched.get(tenantId) ?? new Map<Listener, Sent>();
    this.watched.set(tenantId, listeners.set(listener, new Map()));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.watched.delete(tenantId);
    };
  }

  /** An entry of this gateway. */
  add(entry: RequestEntry): void {
    const listeners = this.watched.get(entry.tenantId);
    if (listeners) sendTo(listeners, viewOf(entry));
  }

  protected async run(): Promise<void> {
    for (const [tenantId, listeners] of this.watched) {
      const since = Date.now() - LATE_MS;
      for (const view of await this.reads.since(tenantId, since, MOST_AT_ONCE))
        sendTo(listeners, view);
    }
  }
}

const sendTo = (listeners: ReadonlyMap<Listener, Sent>, view: RequestView): void => {
  for (const [listener, sent] of listeners) {
    // An entry that has counted more since is sent again: the same id, another count.
    if ((sent.get(view.id) ?? 0) >= view.count) continue;
    if (sent.size >= MOST_REMEMBERED) sent.delete(sent.keys().next().value as string);
    sent.set(view.id, view.count);
    listener(view);
  }
};
