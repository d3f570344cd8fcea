import type { ReadEvent } from '@rollcall/contracts';
import type { Delivered } from './event-batch';
import type { TenantSequence } from './tenant-sequence';

/** Events that a handler gets at a time. */
const MOST = 500;

/**
 * The events from an index on that follow each other in their tenants without a doubt: each tenant
 * is known and free, and stays in one epoch. It ends before the first event that has to be looked at
 * alone.
 */
export const runOf = (
  events: readonly Delivered[],
  from: number,
  sequence: TenantSequence,
  isFree: (tenantId: string) => boolean,
): readonly ReadEvent[] => {
  const run: ReadEvent[] = [];
  const newest = new Map<string, ReadEvent>();
  for (let i = from; i < events.length && run.length < MOST; i += 1) {
    const delivered = events[i] as Delivered;
    if ('unreadable' in delivered) break;
    const { event } = delivered;
    const { tenantId, position, epoch } = event;
    const before = newest.get(tenantId);
    const isNext = before
      ? position === before.position + 1 && epoch === before.epoch
      : sequence.knows(tenantId) &&
        isFree(tenantId) &&
        sequence.place(tenantId, position, epoch) === 'next';
    if (!isNext) break;
    newest.set(tenantId, event);
    run.push(event);
  }
  return run;
};
