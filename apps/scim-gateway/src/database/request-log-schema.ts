import type { Schema } from '@rollcall/platform';
import { RequestEntity, TokenUseEntity } from './entities/request-log.entities';
import { FoldedRequests1796010100000 } from './request-log/1796010100000-folded-requests';
import { RequestLog1796010000000 } from './request-log/1796010000000-request-log';

/** Steps that the request log takes wherever it is: in the log's database, or in its own. */
export const requestLogSteps = [FoldedRequests1796010100000] as const;

/** The request log in a database of its own (REQUEST_LOG_DATABASE_URL). */
export const requestLogSchema: Schema = {
  entities: [RequestEntity, TokenUseEntity],
  migrations: [RequestLog1796010000000, ...requestLogSteps],
};
