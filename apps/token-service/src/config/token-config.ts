import { KafkaConfig } from '@rollcall/messaging';
import { Flag, Installation, Keys, List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';

const REDIS_MODES = ['single', 'sentinel', 'cluster'] as const;
const REDIS_DURABILITIES = ['checked', 'declared'] as const;
type RedisDurability = (typeof REDIS_DURABILITIES)[number];
const isSingle = (config: TokenConfig): boolean => config.REDIS_MODE === 'single';
const isSeveral = (config: TokenConfig): boolean => !isSingle(config);
const showsCertificate = (config: TokenConfig): boolean =>
  config.REDIS_TLS_CERT !== undefined || config.REDIS_TLS_KEY !== undefined;

/** The settings of token-service; npm run docs lists them in docs/running.md. */
export class TokenConfig extends KafkaConfig {
  /** The address to listen on. */
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** The only port: requests of the gateway and of operators, health, metrics. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3003;
  /** `single` (REDIS_URL), `sentinel` or `cluster` (REDIS_NODES). */
  @IsIn(REDIS_MODES) REDIS_MODE: (typeof REDIS_MODES)[number] = 'single';
  /** The address of a single Redis, `redis://` or `rediss://`. */
  @ValidateIf(isSingle)
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must begin with redis:// or rediss://' })
  REDIS_URL?: string;
  /**
   * `host:port`, comma separated: the sentinels, or some nodes of the cluster. IPv6 addresses in
   * brackets.
   */
  @ValidateIf(isSeveral)
  @List()
  @ArrayNotEmpty({
    message: 'REDIS_NODES is required with this REDIS_MODE: host:port, comma separated',
  })
  @Matches(/^(\[[\da-f:.]+\]|[^\s:/@[\]]+):\d{1,5}$/i, {
    each: true,
    message:
      'REDIS_NODES must be host:port, comma separated, an address of IP version 6 in brackets',
  })
  REDIS_NODES?: string[];
  /** The name of the primary at the sentinels. */
  @IsString() @MinLength(1) REDIS_PRIMARY = 'mymaster';
  /**
   * TLS to every node and sentinel, with a check of their certificates. Give a private authority
   * with NODE_EXTRA_CA_CERTS.
   */
  @Flag() REDIS_TLS = false;
  /** PEM of the client certificate, for servers that require one. */
  @ValidateIf(showsCertificate) @IsString() REDIS_TLS_CERT?: string;
  /** PEM of its key. */
  @ValidateIf(showsCertificate) @IsString() REDIS_TLS_KEY?: string;
  /** The user at the nodes. */
  @IsOptional() @IsString() REDIS_USERNAME?: string;
  /** Its password. */
  @IsOptional() @IsString() REDIS_PASSWORD?: string;
  /** The user at the sentinels. */
  @IsOptional() @IsString() REDIS_SENTINEL_USERNAME?: string;
  /** Its password. */
  @IsOptional() @IsString() REDIS_SENTINEL_PASSWORD?: string;
  /**
   * `checked`: the service reads with CONFIG GET that no acknowledged write can be lost, and refuses
   * other settings. `declared`: a managed Redis has no CONFIG, and you answer for it.
   */
  @IsIn(REDIS_DURABILITIES) REDIS_DURABILITY: RedisDurability = 'checked';
  /** Keys of the gateway, comma separated; all are accepted. */
  @Keys() TOKEN_SERVICE_KEYS?: string[];
  /** Keys of operators, comma separated. */
  @Keys() INTERNAL_KEYS?: string[];
  /** From earlier releases: used for keys that are not set. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  /** `name:secret`, comma separated: the first signs, all verify. */
  @List()
  @ArrayNotEmpty()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'TOKEN_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  TOKEN_PEPPERS!: string[];
  /** The generation of the credentials topic. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) CREDENTIALS_GENERATION = 1;
  /** The number of partitions of the topic. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  /**
   * The `INSTALLATION` of the gateways, which `ce_source` of the credential events begins with. Set
   * it with theirs, when all readers of the topic run this release or a later one.
   */
  @Installation() INSTALLATION?: string;
  /** Accepts one Kafka node. */
  @Flag() DEVELOPMENT = false;
  /** `debug`, `info`, `warn` or `error`. */
  @IsString() LOG_LEVEL = 'info';
}
