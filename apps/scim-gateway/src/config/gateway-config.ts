import { KafkaConfig } from '@rollcall/messaging';
import { Flag, Keys, List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { OPERATOR_KEY } from './operator-keys';
import { withoutLastSlashes } from './last-slashes';

const URL_RULE = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

const needsSealing = ({ SEALING_KEYS, SERVICE_KEYS }: GatewayConfig): boolean =>
  SEALING_KEYS !== undefined || SERVICE_KEYS === undefined;

/** Everything that scim-gateway is told from outside; see docs/running.md. */
export class GatewayConfig extends KafkaConfig {
  @IsOptional() @IsString() HOST = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3001;
  /** What identity providers call, without a path: `https://scim.example.com`. */
  @IsUrl(URL_RULE) PUBLIC_BASE_URL = 'http://127.0.0.1:3000';
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /** `name:secret` each: the secret opens /admin/v1, the name is who did it. */
  @List()
  @ArrayNotEmpty()
  @Matches(OPERATOR_KEY, {
    each: true,
    message:
      'OPERATOR_KEYS must be name:secret, comma separated, each secret 16 characters or more',
  })
  OPERATOR_KEYS!: string[];
  /** What it sends to the token service: the first. */
  @Keys() TOKEN_SERVICE_KEYS?: string[];
  /** What it sends to the directory: the first. */
  @Keys() DIRECTORY_KEYS?: string[];
  /** Of operators, on the internal port. */
  @Keys() INTERNAL_KEYS?: string[];
  /** `name:secret` each: the first seals cursors and secrets of webhooks, all of them open. */
  @ValidateIf(needsSealing)
  @List()
  @ArrayNotEmpty({ message: 'SEALING_KEYS is required: name:secret, comma separated' })
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message: 'SEALING_KEYS must be name:secret, comma separated, each secret 16 characters or more',
  })
  SEALING_KEYS?: string[];
  /** Of former releases: instead of those that are not given; opens what was sealed under it. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  @IsUrl(URL_RULE) TOKEN_SERVICE_URL!: string;
  @IsUrl(URL_RULE) DIRECTORY_URL!: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  /** A generation that is told beside, until all readers moved to it. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  NEXT_TOPIC_GENERATION?: number;
  /** Of the topic of credentials, which no log can tell again. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  /** One Kafka node and an unsafe fsync are accepted. */
  @Flag() DEVELOPMENT = false;
  /** Webhooks of tenants may be http and lead to addresses that are not public: for tests. */
  @Flag() WEBHOOKS_ANYWHERE = false;
  @IsString() LOG_LEVEL = 'info';
  /** Largest SCIM request body, in bytes. */
  @Type(() => Number) @IsInt() @Min(1_024) @Max(16_777_216) BODY_LIMIT = 1_048_576;
  /** How long a request may take to arrive whole. */
  @Type(() => Number) @IsInt() @Min(100) @Max(300_000) REQUEST_TIMEOUT_MS = 30_000;
  /** Connections that one process keeps open; see docs/reliability.md. */
  @Type(() => Number) @IsInt() @Min(16) @Max(1_000_000) MAX_CONNECTIONS = 5_000;
  /** Of them, those of one address that is no trusted proxy. */
  @Type(() => Number) @IsInt() @Min(8) @Max(1_000_000) MAX_CONNECTIONS_PER_SOURCE = 1_000;
  /** A connection with a request under way on which no byte moves for so long is closed. */
  @Type(() => Number) @IsInt() @Min(100) @Max(300_000) STALLED_AFTER_MS = 30_000;
  /** Requests a second of a tenant that has no limit of its own. */
  @Type(() => Number) @IsInt() @Min(25) @Max(1_000_000) TENANT_RATE_LIMIT = 1_000;
  /** How long known tokens are admitted while the token service does not answer. */
  @Type(() => Number) @IsInt() @Min(1_000) @Max(60_000) ADMISSION_GRACE_MS = 60_000;
  /** Unknown tokens that one address may try in a second. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) UNKNOWN_TOKENS_LIMIT = 20;
  /** Requests under /scim are logged for their tenant. */
  @Flag() REQUEST_LOG = true;
  /** Where they are logged; without it in the database of the event log. */
  @IsOptional() @IsString() @MinLength(1) REQUEST_LOG_DATABASE_URL?: string;
  /** Entries of one tenant and day that this gateway writes. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) REQUEST_LOG_DAILY_ROWS = 1_000_000;
  /** Addresses whose X-Forwarded-For is believed, comma separated; `loopback` is one. */
  @IsOptional() @IsString() TRUSTED_PROXIES?: string;

  /** What the console and its cookies belong to: `https://scim.example.com`. */
  get origin(): string {
    return new URL(this.PUBLIC_BASE_URL).origin;
  }

  get consoleUrl(): string {
    return `${withoutLastSlashes(this.PUBLIC_BASE_URL)}/console`;
  }

  get scimBaseUrl(): string {
    return `${withoutLastSlashes(this.PUBLIC_BASE_URL)}/scim/v2`;
  }
}
