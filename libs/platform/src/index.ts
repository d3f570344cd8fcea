export { ConfigError, loadConfig } from './config';
export { createLogger } from './logger';
export type { Logger } from './logger';
export { Metrics } from './metrics';
export { bearerMatches, requireKey } from './internal-auth';
export { Peppers, UnknownPepper } from './peppers';
export type { NamedDigest } from './peppers';
export { ProblemError, ProblemFilter, sendProblem } from './problem';
export { InternalClient, NeighbourUnavailable } from './internal-client';
export type { InternalAnswer, InternalClientOptions } from './internal-client';
export { bigints, ints, texts } from './arrays';
export { copyCell, copyRows } from './copy';
export { Tracing } from './tracing';
export type { Work } from './tracing';
export { assertDurable } from './durability';
export { assertMigrated, createPool, pipelined, runMigrations } from './database';
export type { DatabaseOptions, Schema } from './database';
export {
  addHealth,
  correlationIdOf,
  createHttpApp,
  createInternalServer,
  fastifyOptions,
  portOf,
  run,
} from './service';
export type { Readiness } from './service';
