/** What the specs of the reader share. */
import { fromMessage, type ReadEvent } from '@rollcall/contracts';
import { message } from './broker.fixture';
import type { Delivered } from './event-batch';
import type { Stopped, Waiting } from './halts';
import { Reader, type ReaderOptions } from './reader';

export const delivered = (tenant: string, position: number, offset: number): Delivered => ({
  offset: String(offset),
  event: fromMessage(message(tenant, position)),
});
export const garbled = (tenant: string | undefined, offset: number): Delivered => ({
  offset: String(offset),
  tenantId: tenant,
  unreadable: 'not JSON',
});

export const reading = (options: Partial<ReaderOptions> = {}) => {
  const handled: string[] = [];
  const stopped: Stopped[] = [];
  const waiting: Waiting[] = [];
  const seeks: string[] = [];
  const reader = new Reader({
    positionOf: () => 0,
    handle: (event) => void handled.push(`${event.tenantId}${event.position}`),
    onHeld: (one) => stopped.push(one),
    onWaiting: (one) => waiting.push(one),
    seek: (partition, offset) => void seeks.push(`${partition}/${offset}`),
    pauses: { firstMs: 10, mostMs: 40 },
    ...options,
  });
  const take = (...events: Delivered[]) => reader.take({ events, partition: 7 });
  return { reader, take, handled, stopped, waiting, seeks };
};

/** A handler that refuses what is named in `broken`. */
export const refusing = () => {
  const broken = new Set<string>();
  const handled: string[] = [];
  const handle = (event: ReadEvent): void => {
    const name = `${event.tenantId}${event.position}`;
    if (broken.has(name)) throw new Error('no');
    handled.push(name);
  };
  return { broken, handled, handle };
};
