import type { INestApplication, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { ConfigError, loadConfig } from './config';
import {
  closeConnectionsOnDrain,
  closeUnusedConnections,
  currentPhase,
  drain,
  DrainConfig,
  enterPhase,
} from './graceful-shutdown';
import type { Logger } from './logger';
import type { Metrics } from './metrics';
import { sendProblem } from './problem';

/** For /health/ready: the names of what is missing; empty when ready. */
export type Readiness = () => readonly string[] | Promise<readonly string[]>;

/** A UUID, a trace id, a whole traceparent: too long for a number of somebody's. */
const ID = /^[0-9a-f-]{24,64}$/i;

/**
 * The caller's correlation id when it has the form of an id, else one of ours: it goes into events
 * and log lines, which say nothing of people. No answer repeats it.
 */
export const correlationIdOf = (headers: {
  readonly [name: string]: string | string[] | undefined;
}): string => {
  const given = headers['x-correlation-id'] ?? headers['x-request-id'];
  return typeof given === 'string' && ID.test(given) ? given : randomUUID();
};

/** Fastify as every service of ours wants it: limits, correlation ids, no chatter. */
const fastifyOptions = (bodyLimit: number) => ({
  bodyLimit,
  requestTimeout: 30_000,
  keepAliveTimeout: 72_000,
  // The longest answer is a list, and lists have deadlines far below.
  connectionTimeout: 60_000,
  // What comes on a kept connection while the doors close is served, not refused.
  return503OnClosing: false,
  logger: false as const,
  allowErrorHandlerOverride: true,
  // A userName of 2,048 bytes, each of them encoded, is a path's part in the directory.
  routerOptions: { maxParamLength: 6_144 },
  genReqId: (request: { headers: Record<string, string | string[] | undefined> }) =>
    correlationIdOf(request.headers),
});

/**
 * /health/live, /health/ready and /metrics; open, for probes and Prometheus. `worries` colour the
 * answer of a service that is ready all the same.
 */
export const addHealth = (
  instance: FastifyInstance,
  metrics: Metrics,
  readiness: Readiness,
  worries: () => readonly string[] = () => [],
): void => {
  instance.get('/health/live', (_request, reply) => reply.send({ status: 'live' }));
  instance.get('/health/ready', async (_request, reply) => {
    const phase = currentPhase();
    if (phase !== 'serving') return reply.code(503).send({ status: phase });
    const missing = await readiness();
    if (missing.length > 0) return reply.code(503).send({ status: 'not ready', missing });
    const worried = worries();
    return worried.length === 0 ? { status: 'ready' } : { status: 'ready', worries: worried };
  });
  instance.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', metrics.registry.contentType)
      .send(await metrics.registry.metrics()),
  );
};

/** Builds the providers of a module, and starts them; for services with several HTTP applications. */
export const createContainer = (module: Type): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });

/**
 * A Nest application on Fastify; `prepare` adds hooks and plain routes before Nest's own, `more` are
 * options of Fastify's.
 */
export const createHttpApp = async (
  module: Type | object,
  logger: Logger,
  prepare: (instance: FastifyInstance) => void,
  bodyLimit = 1_048_576,
  more: object = {},
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ ...fastifyOptions(bodyLimit), ...more });
  const fastify = adapter.getInstance<FastifyInstance>();
  closeConnectionsOnDrain(fastify);
  closeUnusedConnections(fastify);
  prepare(fastify);
  return NestFactory.create<NestFastifyApplication>(module as Type, adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: false,
  }).catch((error: unknown) => {
    logger.fatal({ err: error }, 'service initialization failed');
    throw error;
  });
};

/** A second listener: health, metrics and internal requests. */
export const createInternalServer = (logger: Logger): FastifyInstance => {
  const instance = Fastify(fastifyOptions(1_048_576)) as unknown as FastifyInstance;
  closeConnectionsOnDrain(instance);
  closeUnusedConnections(instance);
  instance.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, logger));
  return instance;
};

export const portOf = (app: INestApplication | FastifyInstance): number => {
  const server = 'getHttpServer' in app ? app.getHttpServer() : app.server;
  return ((server as { address(): AddressInfo | null }).address() as AddressInfo).port;
};

const STOP_DEADLINE_MS = 25_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Runs a service until SIGTERM or SIGINT: `start` gives what stops it, and the service is ready when
 * `start` has ended. At a signal readiness goes down, after
 * DRAIN_MS the doors are closed and requests in flight are finished; a signal during the start ends
 * it with 0 at once; a second signal, or the deadline of the stop, ends the process with 1. A start
 * that fails says why on standard error and ends it with 1, too.
 */
export const run = async (
  logger: () => Logger,
  start: () => Promise<() => Promise<void>>,
  stopDeadlineMs = STOP_DEADLINE_MS,
): Promise<void> => {
  let stop: () => Promise<void>;
  let drainMs: number;
  // The first process of a container ignores a signal that it has no handler for.
  const early = (): never => process.exit(0);
  for (const signal of SIGNALS) process.on(signal, early);
  try {
    drainMs = loadConfig(DrainConfig).DRAIN_MS;
    // The port with this health listens before the one that routers send requests to.
    enterPhase('starting');
    stop = await start();
    enterPhase('serving');
  } catch (error) {
    const said = error instanceof ConfigError ? error.message : `Could not start: ${String(error)}`;
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
  let stopping = false;
  const end = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger().info({ signal }, 'stopping');
    // Not unref'd: a stop that waits for nothing that Node knows of would end the process with 0.
    setTimeout(() => {
      logger().error({ stopDeadlineMs }, 'graceful shutdown timed out');
      process.exit(1);
    }, drainMs + stopDeadlineMs);
    drain(drainMs)
      .then(stop)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger().error({ err: error }, 'graceful shutdown failed');
          process.exit(1);
        },
      );
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => end(signal));
    process.off(signal, early);
  }
  process.on('unhandledRejection', (error) =>
    logger().error({ err: error }, 'unhandled promise rejection'),
  );
};
