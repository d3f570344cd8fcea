import type { Delivered, EventBatch } from './event-batch';
import { tried } from './retry';

export interface Isolation {
  /** All of it or nothing, as a transaction does. */
  readonly handle: (batch: EventBatch) => Promise<void>;
  /** The reason lies in an event: to wait would not help. */
  readonly isPoison: (reason: unknown) => boolean;
  /** Holds the tenant of this event, which failed alone, too. */
  readonly hold: (delivered: Delivered, reason: unknown, batch: EventBatch) => Promise<void>;
}

const tenantOf = (one: Delivered): string =>
  ('event' in one ? one.event.tenantId : one.tenantId) ?? '';

/**
 * Handles a batch whole. When an event in it is poison, the batch is parted by tenant, then in
 * halves, until the event stands alone; that is tried thrice and then held, and the rest goes on.
 * Rejects with any other reason.
 */
export const isolating = async (batch: EventBatch, isolation: Isolation): Promise<void> => {
  const { handle, isPoison, hold } = isolation;
  try {
    return await handle(batch);
  } catch (reason) {
    if (!isPoison(reason)) throw reason;
  }
  const [first] = batch.events;
  if (first === undefined) return;
  if (batch.events.length > 1) {
    for (const events of parts(batch.events)) await isolating({ ...batch, events }, isolation);
    return;
  }
  const failed = await tried(() => handle(batch));
  if (!failed) return;
  if (!isPoison(failed.reason)) throw failed.reason;
  await hold(first, failed.reason, batch);
};

const parts = (events: readonly Delivered[]): readonly (readonly Delivered[])[] => {
  const byTenant = new Map<string, Delivered[]>();
  for (const one of events)
    byTenant.set(tenantOf(one), [...(byTenant.get(tenantOf(one)) ?? []), one]);
  if (byTenant.size > 1) return [...byTenant.values()];
  const half = Math.ceil(events.length / 2);
  return [events.slice(0, half), events.slice(half)];
};
