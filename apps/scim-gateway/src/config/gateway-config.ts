import { KafkaConfig } from '@rollcall/messaging';
import { Flag, Installation, Keys, List } from '@rollcall/platform';
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

/** The settings of scim-gateway; npm run docs lists them in docs/running.md. */
export class GatewayConfig extends KafkaConfig {
  /** The address to listen on. */
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** The public port: `/scim`, `/admin`, `/console`, `/oauth2`. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  /** The internal port: health, metrics, requests of operators and of the directory. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3001;
  /** The address that identity providers call, without a path: `https://scim.example.com`. */
  @IsUrl(URL_RULE) PUBLIC_BASE_URL = 'http://127.0.0.1:3000';
  /**
   * The URI that names this installation in events, often PUBLIC_BASE_URL: their `ce_source` is then
   * `<INSTALLATION>/tenants/<id>`, else `/tenants/<id>`. Set it when all subscribers, and
   * all gateways and token services, run this release or a later one: former ones hold each tenant
   * whose source changes.
   */
  @Installation() INSTALLATION?: string;
  /** The database of the event log. */
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /**
   * `name:secret`, comma separated. The secret opens `/admin/v1`; the name is the actor in the
   * audit. A secret without a name acts as `operator`, and a log line says so.
   */
  @List()
  @ArrayNotEmpty()
  @Matches(OPERATOR_KEY, {
    each: true,
    message:
      'OPERATOR_KEYS must be name:secret, comma separated, each secret 16 characters or more',
  })
  OPERATOR_KEYS!: string[];
  /** Keys for requests to the token service, comma separated; the gateway sends the first. */
  @Keys() TOKEN_SERVICE_KEYS?: string[];
  /** Keys for requests to the directory, comma separated; the gateway sends the first. */
  @Keys() DIRECTORY_KEYS?: string[];
  /** Keys of operators for the internal port, comma separated. */
  @Keys() INTERNAL_KEYS?: string[];
  /** `name:secret`, comma separated. The first seals cursors and webhook secrets, all open them. */
  @ValidateIf(needsSealing)
  @List()
  @ArrayNotEmpty({ message: 'SEALING_KEYS is required: name:secret, comma separated' })
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message: 'SEALING_KEYS must be name:secret, comma separated, each secret 16 characters or more',
  })
  SEALING_KEYS?: string[];
  /** From earlier releases: used for keys that are not set, and to open what was sealed with it. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  /** The address of the token service. */
  @IsUrl(URL_RULE) TOKEN_SERVICE_URL!: string;
  /** The internal address of the directory. */
  @IsUrl(URL_RULE) DIRECTORY_URL!: string;
  /**
   * The internal address of event-delivery, which must accept the first of INTERNAL_KEYS: operators
   * then see subscriptions in the console.
   */
  @IsOptional() @IsUrl(URL_RULE) DELIVERY_URL?: string;
  /** The generation of the provisioning topic to publish. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_GENERATION = 1;
  /** A second generation to publish as well, until all consumers have moved to it. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  NEXT_TOPIC_GENERATION?: number;
  /** The generation of the credentials topic. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) CREDENTIALS_GENERATION = 1;
  /** The number of partitions of the provisioning topic. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  /** The same of the next generation; without it, as many. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  NEXT_TOPIC_PARTITIONS?: number;
  /**
   * Seconds between two heartbeats of the relay, by which subscribers know that a quiet topic is up
   * to date; 0: none. Those of a topic are in `<topic>.heartbeat`.
   */
  @Type(() => Number) @IsInt() @Min(0) @Max(3_600) HEARTBEAT_SECONDS = 5;
  /** Accepts one Kafka node and a database without fsync. */
  @Flag() DEVELOPMENT = false;
  /** Webhooks may be `http` and lead to addresses that are not public: for tests. */
  @Flag() WEBHOOKS_ANYWHERE = false;
  /**
   * Hosts whose keys are read for assertions, comma separated: `login.microsoftonline.com`,
   * `*.okta.com`. Every public host without it.
   */
  @IsOptional()
  @List()
  @Matches(/^(\*\.)?[a-z0-9.-]{1,253}$/i, {
    each: true,
    message: 'KEY_HOSTS must be names of hosts, comma separated: example.com, *.example.com',
  })
  KEY_HOSTS?: string[];
  /** Keys may be read by `http` and from addresses that are not public: for tests. */
  @Flag() KEY_HOSTS_ANYWHERE = false;
  /** `debug`, `info`, `warn` or `error`. */
  @IsString() LOG_LEVEL = 'info';
  /** The largest SCIM request body, in bytes; 413 beyond. */
  @Type(() => Number) @IsInt() @Min(1_024) @Max(16_777_216) BODY_LIMIT = 1_048_576;
  /** How long a request may take to arrive completely; 408 beyond. */
  @Type(() => Number) @IsInt() @Min(100) @Max(300_000) REQUEST_TIMEOUT_MS = 30_000;
  /** Open connections of one process; see reliability.md. */
  @Type(() => Number) @IsInt() @Min(16) @Max(1_000_000) MAX_CONNECTIONS = 5_000;
  /** Open connections of one address that is not a trusted proxy. */
  @Type(() => Number) @IsInt() @Min(8) @Max(1_000_000) MAX_CONNECTIONS_PER_SOURCE = 1_000;
  /** A connection with a request on which no byte moves for so long is closed. */
  @Type(() => Number) @IsInt() @Min(100) @Max(300_000) STALLED_AFTER_MS = 30_000;
  /** Requests a second of a tenant without its own limit, at least 25. */
  @Type(() => Number) @IsInt() @Min(25) @Max(1_000_000) TENANT_RATE_LIMIT = 1_000;
  /** How long known tokens are admitted while the token service does not answer. */
  @Type(() => Number) @IsInt() @Min(1_000) @Max(60_000) ADMISSION_GRACE_MS = 60_000;
  /** Unknown tokens that one source may send in a second; 429 beyond. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) UNKNOWN_TOKENS_LIMIT = 20;
  /** Whether requests under /scim are logged for their tenant, uses of tokens counted, and their networks noted. */
  @Flag() REQUEST_LOG = true;
  /** A separate database for the request log; without it, the database of the event log. */
  @IsOptional() @IsString() @MinLength(1) REQUEST_LOG_DATABASE_URL?: string;
  /** Entries of one tenant in a day that this gateway writes. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) REQUEST_LOG_DAILY_ROWS = 1_000_000;
  /**
   * Addresses whose `X-Forwarded-For` is trusted, comma separated (`10.0.0.0/8`, `uniquelocal`,
   * `loopback`). Without it every limit by source counts the ingress as one source.
   */
  @IsOptional() @IsString() TRUSTED_PROXIES?: string;

  /** What the console and its cookies belong to: `https://scim.example.com`. */
  get origin(): string {
    return new URL(this.PUBLIC_BASE_URL).origin;
  }

  /** PUBLIC_BASE_URL without a slash at the end. */
  get publicBaseUrl(): string {
    return withoutLastSlashes(this.PUBLIC_BASE_URL);
  }

  get consoleUrl(): string {
    return `${this.publicBaseUrl}/console`;
  }

  get scimBaseUrl(): string {
    return `${this.publicBaseUrl}/scim/v2`;
  }

  /** RFC 9728 §3.1: where the metadata of the SCIM endpoint is. */
  get resourceMetadataUrl(): string {
    return `${this.publicBaseUrl}/.well-known/oauth-protected-resource/scim/v2`;
  }
}
