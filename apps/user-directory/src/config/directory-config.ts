import { KafkaConfig } from '@rollcall/messaging';
import { ClientKeys, Keys, List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

/** The environment of user-directory; see docs/running.md. */
export class DirectoryConfig extends KafkaConfig {
  /** The address to listen on. */
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** The public port: `/directory/v1`, for services of the product. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3002;
  /** The internal port: health, metrics, requests of the gateway and of operators. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3004;
  /** The database of the directory. */
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /** Database connections for log-in answers, reads of one resource and readiness. */
  @Type(() => Number) @IsInt() @Min(2) @Max(100) ANSWER_CONNECTIONS = 3;
  /**
   * Database connections for the projection: one for each partition that is processed at a time.
   */
  @Type(() => Number) @IsInt() @Min(1) @Max(100) PROJECTION_CONNECTIONS = 4;
  /**
   * Database connections for lists, and so the number of lists at a time; a tenant has at most
   * two.
   */
  @Type(() => Number) @IsInt() @Min(1) @Max(100) LIST_CONNECTIONS = 5;
  /** Snapshots at a time, each with a database connection; a client key has one. */
  @Type(() => Number) @IsInt() @Min(1) @Max(20) SNAPSHOT_CONNECTIONS = 2;
  /**
   * How long a snapshot may take, with the pauses of its client; it is cut off beyond. Meanwhile
   * Postgres cannot clean up after changes.
   */
  @Type(() => Number) @IsInt() @Min(1) @Max(7_200) SNAPSHOT_MAX_SECONDS = 600;
  /** A read replica of the database: lists are read there while it keeps up. */
  @IsOptional() @IsString() @MinLength(1) REPLICA_DATABASE_URL?: string;
  /** How long a list waits for the replica before it is read on the primary. */
  @Type(() => Number) @IsInt() @Min(1) @Max(60_000) REPLICA_DEADLINE_MS = 250;
  /** The internal address of the gateways, for the newest position of a tenant. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  GATEWAY_INTERNAL_URL!: string;
  /** Keys of the gateway, comma separated; all are accepted. */
  @Keys() DIRECTORY_KEYS?: string[];
  /** Keys of operators, comma separated; the first is sent to the gateways. */
  @Keys() INTERNAL_KEYS?: string[];
  /** From earlier releases: used for keys that are not set. Never for `/directory/v1`. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  /**
   * Digests of the keys of your services: `name:sha256-hex:scope+scope[:tenant+tenant]`,
   * separated by commas or line breaks. `rollcall client-key` prints an entry.
   */
  @ClientKeys() CLIENT_KEYS: string[] = [];
  /** The generation of the provisioning topic to read. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  /** How long a list waits for its position; 503 beyond. */
  @Type(() => Number) @IsInt() @Min(1) @Max(60_000) LIST_DEADLINE_MS = 2_000;
  /** The greatest age of a log-in answer; 503 beyond. */
  @Type(() => Number) @IsInt() @Min(1) @Max(86_400) LOGIN_MAX_AGE_SECONDS = 60;
  /** `debug`, `info`, `warn` or `error`. */
  @IsString() LOG_LEVEL = 'info';
}
