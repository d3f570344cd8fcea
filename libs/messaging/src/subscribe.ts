import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { SupervisedConsumer } from './consumer';
import type { Delivered, EventBatch } from './event-batch';
import { createKafka, type Log } from './kafka';
import { TenantSequence } from './tenant-sequence';

/** A tenant that is not read on until somebody has looked. */
export interface Held {
  readonly tenantId: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
}

export interface SubscribeOptions {
  readonly brokers: readonly string[];
  /** Members of a group share the work; leave it out to read everything from the beginning. */
  readonly groupId?: string;
  readonly topic: string;
  /** Where to begin for each tenant: what a subscriber with a store of its own kept. */
  readonly from?: Iterable<readonly [string, number]>;
  readonly log?: Log;
  /** Called once for each event, in order for each tenant. Rejecting holds the tenant after three tries. */
  readonly handle: (event: ReadEvent) => void | Promise<void>;
  readonly onHeld?: (held: Held) => void;
}

const QUIET: Log = { warn: () => undefined, error: () => undefined };
const TRIES = 3;

/**
 * Reads events as most subscribers want them: each once, in order for each tenant, a tenant with a
 * gap or a failing event held while the others go on. Resolves to a function that stops.
 */
export const subscribe = (options: SubscribeOptions): (() => Promise<void>) => {
  const log = options.log ?? QUIET;
  const sequence = new TenantSequence(options.from);
  const held = new Map<string, Held>();

  const hold = (one: Held): void => {
    held.set(one.tenantId, one);
    log.error({ ...one }, 'a tenant is held');
    options.onHeld?.(one);
  };

  const take = async (delivered: Delivered, partition: number): Promise<void> => {
    const { offset } = delivered;
    if ('unreadable' in delivered) {
      const { tenantId, unreadable } = delivered;
      if (tenantId !== undefined && !held.has(tenantId))
        hold({ tenantId, partition, offset, reason: unreadable });
      return;
    }
    const { tenantId, position } = delivered.event;
    if (held.has(tenantId)) return;
    const place = sequence.place(tenantId, position);
    if (place === 'seen') return;
    // A group member that took a partition over begins in the middle of a tenant's history.
    const begins = sequence.position(tenantId) === 0 && options.groupId !== undefined;
    if (place === 'gap' && !begins) {
      const reason = `position ${position} came after ${sequence.position(tenantId)}`;
      return hold({ tenantId, partition, offset, reason });
    }
    const reason = await tried(() => options.handle(delivered.event));
    if (reason !== undefined) return hold({ tenantId, partition, offset, reason });
    sequence.moved(tenantId, position);
  };

  const consumer = new SupervisedConsumer({
    kafka: createKafka({ brokers: options.brokers, clientId: 'rollcall-subscriber', log }),
    groupId: options.groupId ?? `rollcall-subscriber-${randomUUID()}`,
    topics: [options.topic],
    fromBeginning: true,
    log,
    handle: async ({ events, partition }: EventBatch) => {
      for (const delivered of events) await take(delivered, partition);
    },
  });
  consumer.start();
  return () => consumer.stop();
};

/** Undefined on success, else the reason after the last try. */
const tried = async (action: () => void | Promise<void>): Promise<string | undefined> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await action();
      return undefined;
    } catch (reason) {
      if (tries === TRIES) return `the handler failed: ${(reason as Error).message}`;
      await new Promise((resolve) => setTimeout(resolve, 100 * tries));
    }
  }
};
