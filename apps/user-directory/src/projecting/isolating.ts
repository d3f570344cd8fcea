import type { Delivered, EventBatch } from '@rollcall/subscriber';

/** A row that its events made cannot be written: not the database's fault, nor to be tried again. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable';
}

/** What a statement is to write; throws Unwritable when it cannot be made. */
export const writable = <T>(make: () => T): T => {
  try {
    return make();
  } catch (cause) {
    throw new Unwritable('a row cannot be written', { cause });
  }
};

/** SQLSTATE classes of data that no column takes: data exception, integrity constraint. */
const OF_DATA = /^2[23]/;

/** Whether a batch failed for what is in it; anything else is tried again. */
export const isOfEvents = (reason: unknown): boolean => {
  const { code } = (reason ?? {}) as { code?: unknown };
  return reason instanceof Unwritable || (typeof code === 'string' && OF_DATA.test(code));
};

export const tenantOf = (one: Delivered): string | undefined =>
  'event' in one ? one.event.tenantId : one.tenantId;

/**
 * Finds the event of a tenant that keeps a batch from being written: halves are tried until one
 * event is left, which `hold` gets in its place as one that cannot be believed. Resolves to true
 * when it was found; what came before it is written then.
 */
export const isolate = async (
  batch: EventBatch,
  tenantId: string,
  project: (batch: EventBatch) => Promise<void>,
): Promise<boolean> => {
  const events = batch.events.filter((one) => tenantOf(one) === tenantId);
  try {
    await project({ ...batch, events });
    return false;
  } catch (reason) {
    if (!isOfEvents(reason)) throw reason;
  }
  const [only] = events;
  if (events.length === 1 && only && 'event' in only) {
    const { position, type } = only.event;
    const unreadable = `position ${position} (${type}) has data that the database rejects`;
    await project({ ...batch, events: [{ unreadable, tenantId, offset: only.offset }] });
    return true;
  }
  const half = Math.ceil(events.length / 2);
  for (const part of [events.slice(0, half), events.slice(half)])
    if (await isolate({ ...batch, events: part }, tenantId, project)) return true;
  return false;
};
