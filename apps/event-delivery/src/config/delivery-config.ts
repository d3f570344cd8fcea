import { KafkaConfig } from '@rollcall/messaging';
import { ClientKeys, Flag, Installation, Keys, List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

/** The environment of event-delivery; see docs/running.md. */
export class DeliveryConfig extends KafkaConfig {
  /** The address to listen on. */
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** The public port: `/events/v1`, for services of the product. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3005;
  /** The internal port: health, metrics, requests of operators. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3006;
  /** The database of the feed. */
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /** Database connections for pages of the feed and readiness. */
  @Type(() => Number) @IsInt() @Min(2) @Max(100) FEED_CONNECTIONS = 4;
  /** The greatest number of clients that wait for events at a time; 503 beyond. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) MAX_WAITING_CLIENTS = 20_000;
  /** Keys of operators, comma separated; all are accepted. */
  @Keys() INTERNAL_KEYS?: string[];
  /**
   * Digests of the keys of your services: `name:sha256-hex:scope+scope[:tenant+tenant]`,
   * separated by commas or line breaks. `rollcall client-key` prints an entry.
   */
  @ClientKeys() CLIENT_KEYS: string[] = [];
  /** `name:secret`, comma separated. The first seals the secrets of webhooks, all open them. */
  @IsOptional()
  @List()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message: 'SEALING_KEYS must be name:secret, comma separated, each secret 16 characters or more',
  })
  SEALING_KEYS?: string[];
  /** Allows webhooks over http and to private addresses: for development. */
  @Flag() WEBHOOKS_ANYWHERE = false;
  /** The generation of the provisioning topic to read. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  /** The `INSTALLATION` of the gateways, which `source` of the events begins with. */
  @Installation() INSTALLATION?: string;
  /** `debug`, `info`, `warn` or `error`. */
  @IsString() LOG_LEVEL = 'info';
}
