import type { KafkaClient } from './client';
import type { Stopped } from './halts';
import type { Log } from './log';

/** A message that a reader could not handle. Nothing of the message itself is in it. */
export interface DeadLetter extends Stopped {
  readonly topic: string;
}

export interface DeadLettersOptions {
  readonly client: Pick<KafkaClient, 'publish'>;
  readonly topic: string;
  /** Who could not handle it: the group of the reader. */
  readonly reader: string;
  readonly log: Log;
}

/**
 * Notices of held tenants, for people and alarms: a CloudEvent (binary mode) for each, in partition
 * 0 of the dead-letter topic. The hold itself is where the reader keeps its place.
 */
export class DeadLetters {
  constructor(private readonly options: DeadLettersOptions) {}

  /** Never rejects: a notice that could not be sent is logged, and the tenant is held all the same. */
  async publish({ tenantId, topic, partition, offset, reason }: DeadLetter): Promise<void> {
    const { client, reader, log } = this.options;
    const heldAt = new Date().toISOString();
    const message = {
      key: tenantId ?? '',
      value: JSON.stringify({ reader, tenantId, topic, partition, offset, reason, heldAt }),
      headers: {
        ce_specversion: '1.0',
        ce_type: 'rollcall.TenantHeld.v1',
        ce_source: `/readers/${reader}`,
        ce_id: `${topic}/${partition}/${offset}/${heldAt}`,
        ce_time: heldAt,
        'content-type': 'application/json',
      },
    };
    try {
      await client.publish(this.options.topic, 0, message);
    } catch (error) {
      log.error(
        { err: error, tenantId, topic, partition, offset },
        'dead letter could not be sent',
      );
    }
  }
}
