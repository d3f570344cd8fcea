import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { OidcConfig } from './ways/oidc-config';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;
const flag = ({ value }: { value: unknown }): unknown => value === true || value === 'true';

const URL_RULE = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Everything that scim-gateway is told from outside; see docs/running.md. */
export class GatewayConfig extends OidcConfig {
  @IsOptional() @IsString() HOST = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3001;
  /** What identity providers call, without a path: `https://scim.example.com`. */
  @IsUrl(URL_RULE) PUBLIC_BASE_URL = 'http://127.0.0.1:3000';
  @IsString() @MinLength(1) DATABASE_URL!: string;
  @Transform(list) @ArrayNotEmpty() KAFKA_BROKERS!: string[];
  @Transform(list) @ArrayNotEmpty() @MinLength(16, { each: true }) OPERATOR_KEYS!: string[];
  @Transform(list) @ArrayNotEmpty() @MinLength(16, { each: true }) SERVICE_KEYS!: string[];
  @IsUrl(URL_RULE) TOKEN_SERVICE_URL!: string;
  @IsUrl(URL_RULE) DIRECTORY_URL!: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  /** One Kafka node and an unsafe fsync are accepted. */
  @Transform(flag) @IsBoolean() DEVELOPMENT = false;
  @IsString() LOG_LEVEL = 'info';
  /** Largest SCIM request body, in bytes. */
  @Type(() => Number) @IsInt() @Min(1_024) @Max(16_777_216) BODY_LIMIT = 1_048_576;
  /** How long a request may take to arrive whole. */
  @Type(() => Number) @IsInt() @Min(100) @Max(300_000) REQUEST_TIMEOUT_MS = 30_000;
  /** Requests a second of a tenant that has no limit of its own. */
  @Type(() => Number) @IsInt() @Min(25) @Max(1_000_000) TENANT_RATE_LIMIT = 1_000;
  /** Unknown tokens that one address may try in a second. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) UNKNOWN_TOKENS_LIMIT = 20;
  /** Requests under /scim are logged for their tenant. */
  @Transform(flag) @IsBoolean() REQUEST_LOG = true;
  /** Addresses whose X-Forwarded-For is believed, comma separated; `loopback` is one. */
  @IsOptional() @IsString() TRUSTED_PROXIES?: string;

  /** `name:secret` each, for digests of links and sessions; derived from OPERATOR_KEYS when absent. */
  @IsOptional()
  @Transform(list)
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'CONSOLE_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  CONSOLE_PEPPERS?: string[];
  /** How long a session of the console lasts at most, and without being used. */
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_SECONDS = 43_200;
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_IDLE_SECONDS = 7_200;
  /** Wrong keys, links and sign-ins of one address in a minute. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) SIGN_IN_ATTEMPTS_LIMIT = 10;
  /** The built console; beside this application when absent. */
  @IsOptional() @IsString() CONSOLE_DIR?: string;

  /** What the console and its cookies belong to: `https://scim.example.com`. */
  get origin(): string {
    return new URL(this.PUBLIC_BASE_URL).origin;
  }

  get consoleUrl(): string {
    return `${this.PUBLIC_BASE_URL.replace(/\/+$/, '')}/console`;
  }

  get scimBaseUrl(): string {
    return `${this.PUBLIC_BASE_URL.replace(/\/+$/, '')}/scim/v2`;
  }
}
