export { ConfigError, Flag, List, loadConfig } from './config';
export { Installation } from './installation';
export { createLogger } from './logger';
export type { Logger } from './logger';
export { EventLoopWatch } from './event-loop';
export { Metrics } from './metrics';
export { installAsyncResourceBindPatch } from './async-resource-bind-patch';
export { ClientKeys, clientDigest, clientEntry, clientKeysOf, SCOPES } from './client-keys';
export type { ClientKey, Scope } from './client-keys';
export { clientOf, noSuchTenant, requireClientKeys } from './client-routes';
export type { ScopeOfRoute } from './client-routes';
export {
  bearerMatches,
  bearerOf,
  callerOf,
  guardRoutes,
  requireKeys,
  unauthorized,
} from './internal-auth';
export type { InternalCaller } from './internal-auth';
export { Keys, keysOf, warnOfKeys } from './service-keys';
export { Peppers, UnknownPepper } from './peppers';
export type { NamedDigest } from './peppers';
export { ProblemError, ProblemFilter, sendProblem } from './problem';
export { DEADLINE, InternalClient, NeighbourUnavailable } from './internal-client';
export type { CallerSocket, InternalAnswer, InternalClientOptions } from './internal-client';
export { bigints, ints, texts } from './arrays';
export { copyCell, copyRows } from './copy';
export { pipelined } from './pipelined';
export { Tracing } from './tracing';
export type { Work } from './tracing';
export { assertDurable } from './durability';
export { assertMigrated, createPool, runMigrations } from './database';
export { poolGauges } from './pool-gauges';
export type { DatabaseOptions, Schema } from './database';
export { resampleTables } from './resample-tables';
export {
  addHealth,
  createContainer,
  createHttpApp,
  createInternalServer,
  portOf,
  run,
} from './service';
export type { Readiness } from './service';
