import {
  Injectable,
  Inject,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { RequestView, TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { Repeating } from '../lifecycle/periodic-task';
import { viewOf, type RequestEntry } from './entry';
import { RequestReads } from './request-reads';
import { LOGGER } from '../runtime/tokens';

const LOOK_MS = 1_000;
/** Entries of other gateways are written up to so late: clocks and slow batches included. */
const LATE_MS = 10_000;
const MOST_AT_ONCE = 500;
const MOST_REMEMBERED = 5_000;

type Listener = (view: RequestView) => void;

/**
 * What a listener was told by id and how many it stood for: an entry heard here and read there is told
 * once, and a listener that comes later is told of the last moments as well.
 */
type Told = Map<string, number>;

/**
 * Entries as they happen: those of this gateway at once, those of the others when they are in the
 * database, which is looked at each second while somebody watches. No channel between gateways. It
 * begins with those of the last ten seconds: between a list and its live view nothing is lost.
 */
@Injectable()
export class Live implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly watched = new Map<TenantId, Map<Listener, Told>>();
  private readonly looking: Repeating;

  constructor(
    private readonly reads: RequestReads,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.looking = new Repeating(
      LOOK_MS,
      () => this.look(),
      (err) => logger.warn({ err }, 'request log could not be polled, will retry'),
    );
  }

  onApplicationBootstrap(): void {
    void this.looking.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.looking.stop();
  }

  /** Answers what ends it. */
  listen(tenantId: TenantId, listener: Listener): () => void {
    const listeners = this.watched.get(tenantId) ?? new Map<Listener, Told>();
    this.watched.set(tenantId, listeners.set(listener, new Map()));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.watched.delete(tenantId);
    };
  }

  /** An entry of this gateway. */
  heard(entry: RequestEntry): void {
    const listeners = this.watched.get(entry.tenantId);
    if (listeners) tell(listeners, viewOf(entry));
  }

  private async look(): Promise<void> {
    for (const [tenantId, listeners] of this.watched) {
      const since = Date.now() - LATE_MS;
      for (const view of await this.reads.since(tenantId, since, MOST_AT_ONCE))
        tell(listeners, view);
    }
  }
}

const tell = (listeners: ReadonlyMap<Listener, Told>, view: RequestView): void => {
  for (const [listener, told] of listeners) {
    // One that stands for more by now is told again: the same id, another count.
    if ((told.get(view.id) ?? 0) >= view.count) continue;
    if (told.size >= MOST_REMEMBERED) told.delete(told.keys().next().value as string);
    told.set(view.id, view.count);
    listener(view);
  }
};
