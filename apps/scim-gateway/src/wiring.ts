import { createKafka, kafkaOptions, listen, type Kafka } from '@rollcall/messaging';
import { topics, type Admission, type TokenIds } from '@rollcall/contracts';
import {
  InternalClient,
  keysOf,
  type Logger,
  type Metrics,
  type Tracing,
} from '@rollcall/platform';
import type { Pool } from 'pg';
import { Admissions, LIMITS } from './scim/auth/admissions';
import { SourceLimits } from './http/source-limits';
import type { GatewayConfig } from './config/gateway-config';
import { PostgresEventLog } from './event-log/postgres-event-log';
import { RelayMetrics } from './relay/relay-metrics';
import { Relays } from './relay/relays';
import { AppendMetrics } from './event-log/append-metrics';
import { Pools } from './database/pools';
import { render } from './event-log/resources/render';
import { Traces } from './tracing/traces';
import type { GatewayMetrics } from './metrics/gateway-metrics';

/** Many times what a directory lets one tenant have in work and waiting: nobody takes them all. */
const LISTS_AT_ONCE = 256;

/** Everything that runs beside the HTTP application. */
export interface Wiring {
  readonly kafka: Kafka;
  readonly log: PostgresEventLog;
  readonly relays: Relays;
  readonly relayMetrics: RelayMetrics;
  /** Undefined when nothing is traced. */
  readonly traces: Traces | undefined;
  readonly admissions: Admissions;
  readonly directory: InternalClient;
  readonly tokens: InternalClient;
  readonly reads: Pool;
  /** Of what administrators look at, and of what comes due by itself: not in the way of SCIM. */
  readonly watching: Pool;
  /** Of the request log; the same as `watching` unless it has a database of its own. */
  readonly requestLog: Pool;
  start(): void;
  stop(): Promise<void>;
}

export const wire = (
  config: GatewayConfig,
  logger: Logger,
  metrics: GatewayMetrics,
  registry: Metrics,
  tracing?: Tracing,
): Wiring => {
  const traces = tracing && new Traces(tracing);
  const kafka = createKafka({
    ...kafkaOptions(config),
    clientId: 'scim-gateway',
    log: logger,
  });
  const pools = new Pools(config, logger);
  const { append: appends, read: reads, members, watch: watching, requestLog } = pools;
  const log = new PostgresEventLog({
    appends,
    reads,
    members,
    history: watching,
    render,
    traces,
  });
  new AppendMetrics(registry, log);
  const relayMetrics = new RelayMetrics(registry, logger);
  const relays = new Relays(config, log, relayMetrics, kafka, logger, traces);
  const tokenService = {
    service: 'token-service',
    baseUrl: config.TOKEN_SERVICE_URL,
    key: keysOf(config, 'TOKEN_SERVICE_KEYS')[0] as string,
  };
  const tokens = new InternalClient({ ...tokenService, deadlineMs: 5_000 });
  const questions = new InternalClient({ ...tokenService, deadlineMs: LIMITS.patienceMs });
  const directory = new InternalClient({
    service: 'user-directory',
    baseUrl: config.DIRECTORY_URL,
    key: keysOf(config, 'DIRECTORY_KEYS')[0] as string,
    deadlineMs: 5_000,
    sockets: LISTS_AT_ONCE,
  });
  const admissions = new Admissions(
    (token, withinMs) =>
      questions.json<Admission>('POST', '/internal/v1/admissions', { token }, true, withinMs),
    undefined,
    { ...LIMITS, graceMs: config.ADMISSION_GRACE_MS },
    {
      sources: new SourceLimits(config.UNKNOWN_TOKENS_LIMIT),
      existing: async (ids) => {
        const path = '/internal/v1/token-ids';
        const { existing } = await questions.json<TokenIds>('POST', path, { ids }, true);
        return existing;
      },
      ended: (outcome) => metrics.asked(outcome),
      limited: (limit) => metrics.limited(limit),
    },
  );
  let deaf: () => Promise<void> = () => Promise.resolve();
  return {
    kafka,
    log,
    relays,
    relayMetrics,
    traces,
    admissions,
    directory,
    tokens,
    reads,
    watching,
    requestLog,
    start: () => {
      relays.onApplicationBootstrap();
      deaf = listen({
        kafka,
        topic: topics.credentials(config.CREDENTIALS_GENERATION),
        log: logger,
        handle: ({ type, data }) => {
          if (type === 'TokenRevoked') admissions.revoke((data as { tokenId: string }).tokenId);
        },
      });
    },
    stop: async () => {
      await Promise.all([relays.onApplicationShutdown(), deaf()]);
      for (const one of [tokens, questions, directory]) one.close();
      await pools.onApplicationShutdown();
    },
  };
};
