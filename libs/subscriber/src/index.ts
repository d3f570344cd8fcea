export { subscribe } from './subscribe';
export type { AloneOptions, GroupOptions, SubscribeOptions, Subscription } from './subscribe';
export { subscribeFromSnapshot } from './from-snapshot';
export type { FromSnapshotOptions } from './from-snapshot';
export type { SnapshotSource } from './snapshot';
export type { Held, Stopped, Waiting } from './halts';
export type { ReportTo } from './reporter';
export type { Place } from './tenant-sequence';
export type { Log } from './log';
export type {
  AdminConnection,
  KafkaClient,
  Member,
  MemberOptions,
  PartitionOffsets,
} from './client';
export { deliver, HEADER_TEXTS } from './event-batch';
export type { Delivered, EventBatch, HeaderTexts, RawMessage, Unreadable } from './event-batch';
export { partitionOf } from './partition';
export { ConsumerLagMonitor } from './consumer-lag-monitor';
export type { ConsumerLagMonitorOptions } from './consumer-lag-monitor';
export { traced } from './traced';
export { atMost } from './retry';
export { connectAdmin, kafkaJs } from './kafkajs/client';
export { createKafka } from './kafkajs/kafka';
export type { Kafka, KafkaOptions } from './kafkajs/kafka';
export { withAdmin } from './kafkajs/admin';
export { SupervisedConsumer } from './kafkajs/consumer';
export type { ConsumeOptions } from './kafkajs/consumer';
export { onceKnown, TopicMissing, topicOffsets } from './kafkajs/topic-offsets';
export { readTopic } from './kafkajs/read-topic';
export type { ReadTopicOptions } from './kafkajs/read-topic';
