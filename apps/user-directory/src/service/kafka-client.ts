import { Inject, Injectable } from '@nestjs/common';
import { topics } from '@rollcall/contracts';
import { kafkaOptions } from '@rollcall/messaging';
import { createKafka, type Kafka } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import { DirectoryConfig } from '../config/directory-config';
import { LOGGER } from './logger';

/** Kafka, and the generation of the topic that this directory reads. */
@Injectable()
export class KafkaClient {
  readonly kafka: Kafka;
  readonly topic: string;
  /** Each generation of the topic is read by a group of its own: offsets do not carry over. */
  readonly groupId: string;

  constructor(config: DirectoryConfig, @Inject(LOGGER) log: Logger) {
    const { TOPIC_GENERATION: generation } = config;
    this.kafka = createKafka({ ...kafkaOptions(config), clientId: 'user-directory', log });
    this.topic = topics.provisioning(generation);
    this.groupId = generation === 1 ? 'user-directory' : `user-directory.g${generation}`;
  }
}
