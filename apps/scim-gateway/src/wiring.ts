import {
  createKafka,
  EventPublisher,
  kafkaOptions,
  listen,
  MessageTooLarge,
  partitionOf,
  type Kafka,
} from '@rollcall/messaging';
import { topics, type Admission, type EventMessage } from '@rollcall/contracts';
import { createPool, InternalClient, type Logger } from '@rollcall/platform';
import { groupProfiles, profiles, renderResource } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { Admissions } from './auth/admissions';
import { SourceLimits } from './auth/source-limits';
import type { GatewayConfig } from './config';
import type { Render } from './log/event-log';
import { PostgresEventLog } from './log/postgres-event-log';
import { TooLarge, type Teller } from './log/relay';
import { RelayLeader } from './log/relay-leader';
import type { GatewayMetrics } from './gateway-metrics';

/** A user's or a group's state as SCIM JSON; other streams have no rendering. */
export const render: Render = (profile, stream) => {
  const [kind, id = ''] = stream.subject.split('/');
  const resource = kind === 'users' ? profiles[profile] : groupProfiles[profile];
  return resource && (kind === 'users' || kind === 'groups')
    ? renderResource(resource, {
        id,
        attributes: stream.attributes,
        version: stream.version,
        created: stream.createdAt,
        lastModified: stream.modifiedAt,
      })
    : '';
};

/** What the relay tells through: each tenant in its own partition. */
const tellerOf = (publisher: EventPublisher, topic: string, partitions: number): Teller => ({
  partitionOf: (tenantId) => partitionOf(tenantId, partitions),
  tell: (partition: number, messages: readonly EventMessage[]) =>
    publisher.publish(topic, partition, messages).catch((reason: unknown) => {
      throw reason instanceof MessageTooLarge ? new TooLarge(reason.message) : reason;
    }),
});

/** Everything that runs beside the HTTP application. */
export interface Wiring {
  readonly kafka: Kafka;
  readonly log: PostgresEventLog;
  readonly relay: RelayLeader;
  readonly admissions: Admissions;
  readonly directory: InternalClient;
  readonly tokens: InternalClient;
  readonly reads: Pool;
  start(): void;
  stop(): Promise<void>;
}

export const wire = (config: GatewayConfig, logger: Logger, metrics: GatewayMetrics): Wiring => {
  const kafka = createKafka({
    ...kafkaOptions(config),
    clientId: 'scim-gateway',
    log: logger,
  });
  const publisher = new EventPublisher(kafka);
  const generation = config.TOPIC_GENERATION;
  const pool = (name: string, max: number): Pool =>
    createPool({
      url: config.DATABASE_URL,
      name,
      max,
      onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
    });
  const appends = pool('rollcall-append', 6);
  const reads = pool('rollcall-read', 4);
  const relay = new RelayLeader({
    databaseUrl: config.DATABASE_URL,
    generation,
    teller: tellerOf(publisher, topics.provisioning(generation), config.TOPIC_PARTITIONS),
    observer: metrics.relay(logger),
  });
  const log = new PostgresEventLog(appends, reads, render, {
    appended: (tenantId, position, events, commands) => {
      metrics.appended(tenantId, position, events, commands);
      if (events > 0) relay.appended(tenantId);
    },
  });
  const client = (service: string, baseUrl: string, deadlineMs: number): InternalClient =>
    new InternalClient({ service, baseUrl, key: config.SERVICE_KEYS[0] as string, deadlineMs });
  const tokens = client('token-service', config.TOKEN_SERVICE_URL, 5_000);
  const questions = client('token-service', config.TOKEN_SERVICE_URL, 2_000);
  const directory = client('user-directory', config.DIRECTORY_URL, 5_000);
  const admissions = new Admissions(
    (token) => questions.json<Admission>('POST', '/internal/v1/admissions', { token }, true),
    undefined,
    undefined,
    new SourceLimits(config.UNKNOWN_TOKENS_LIMIT),
    (outcome) => metrics.asked(outcome),
  );
  let deaf: () => Promise<void> = () => Promise.resolve();
  return {
    kafka,
    log,
    relay,
    admissions,
    directory,
    tokens,
    reads,
    start: () => {
      relay.start();
      deaf = listen({
        kafka,
        topic: topics.credentials(generation),
        log: logger,
        handle: ({ type, data }) => {
          if (type === 'TokenRevoked') admissions.revoke((data as { tokenId: string }).tokenId);
        },
      });
    },
    stop: async () => {
      // A round of the relay may wait on its send: closing the publisher ends that.
      await Promise.all([relay.stop(), deaf(), publisher.close()]);
      for (const one of [tokens, questions, directory]) one.close();
      await Promise.all([appends.end(), reads.end()]);
    },
  };
};
