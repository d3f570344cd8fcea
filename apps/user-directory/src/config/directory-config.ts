import { KafkaConfig } from '@rollcall/messaging';
import { ClientKeys, Keys, List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

/** The environment of user-directory; see docs/running.md. */
export class DirectoryConfig extends KafkaConfig {
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** `/directory/v1`, for services of the product. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3002;
  /** Questions of the gateway and of operators, health, metrics. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3004;
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /** Connections for log-ins, questions about one resource, and readiness: nothing long runs there. */
  @Type(() => Number) @IsInt() @Min(2) @Max(100) ANSWER_CONNECTIONS = 3;
  /** Connections for the projection of events: one for each partition that is worked on at a time. */
  @Type(() => Number) @IsInt() @Min(1) @Max(100) PROJECTION_CONNECTIONS = 4;
  /** Connections for lists, and so the lists under way at once; a tenant has two of them at most. */
  @Type(() => Number) @IsInt() @Min(1) @Max(100) LIST_CONNECTIONS = 5;
  /** A read replica of that database: lists are read there while it keeps up. */
  @IsOptional() @IsString() @MinLength(1) REPLICA_DATABASE_URL?: string;
  /** How long a list waits for the replica before it is read on the primary. */
  @Type(() => Number) @IsInt() @Min(1) @Max(60_000) REPLICA_DEADLINE_MS = 250;
  /** Internal port of the gateways: the log says how current an answer is. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  GATEWAY_INTERNAL_URL!: string;
  /** Of the gateway. */
  @Keys() DIRECTORY_KEYS?: string[];
  /** Of operators; the first is sent to the gateways. */
  @Keys() INTERNAL_KEYS?: string[];
  /** Of former releases: instead of those that are not given. Never of `/directory/v1`. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  /** Of services of the product, as digests with scopes: who may ask `/directory/v1`. */
  @ClientKeys() CLIENT_KEYS: string[] = [];
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  /** How long a list waits for the position that it names. */
  @Type(() => Number) @IsInt() @Min(1) @Max(60_000) LIST_DEADLINE_MS = 2_000;
  /** A log-in answer that was not proven current for longer is refused with 503. */
  @Type(() => Number) @IsInt() @Min(1) @Max(86_400) LOGIN_MAX_AGE_SECONDS = 60;
  @IsString() LOG_LEVEL = 'info';
}
