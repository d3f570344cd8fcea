import { KafkaConfig } from '@rollcall/messaging';
import { Flag, Keys, List } from '@rollcall/platform';
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
const isSingle = (config: TokenConfig): boolean => config.REDIS_MODE === 'single';
const isSeveral = (config: TokenConfig): boolean => !isSingle(config);
const showsCertificate = (config: TokenConfig): boolean =>
  config.REDIS_TLS_CERT !== undefined || config.REDIS_TLS_KEY !== undefined;

/** Everything that token-service is told from outside; see docs/running.md. */
export class TokenConfig extends KafkaConfig {
  @IsOptional() @IsString() HOST = '127.0.0.1';
  /** Everything: questions of the gateway, health, metrics. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) INTERNAL_PORT = 3003;
  /** Who says where the primary is: `single` nobody, REDIS_URL is the one; else REDIS_NODES. */
  @IsIn(REDIS_MODES) REDIS_MODE: (typeof REDIS_MODES)[number] = 'single';
  @ValidateIf(isSingle)
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must begin with redis:// or rediss://' })
  REDIS_URL?: string;
  /** The sentinels, or some nodes of the cluster. */
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
  /** What the sentinels call the primary. */
  @IsString() @MinLength(1) REDIS_PRIMARY = 'mymaster';
  /** TLS to every node and every sentinel; a private CA is given to Node (NODE_EXTRA_CA_CERTS). */
  @Flag() REDIS_TLS = false;
  /** PEM of a client's certificate and key, for servers that ask for one. */
  @ValidateIf(showsCertificate) @IsString() REDIS_TLS_CERT?: string;
  @ValidateIf(showsCertificate) @IsString() REDIS_TLS_KEY?: string;
  @IsOptional() @IsString() REDIS_USERNAME?: string;
  @IsOptional() @IsString() REDIS_PASSWORD?: string;
  /** What the sentinels are told; nothing of the two above. */
  @IsOptional() @IsString() REDIS_SENTINEL_USERNAME?: string;
  @IsOptional() @IsString() REDIS_SENTINEL_PASSWORD?: string;
  /** Of the gateway, which may say for whom it acts. */
  @Keys() TOKEN_SERVICE_KEYS?: string[];
  /** Of operators. */
  @Keys() INTERNAL_KEYS?: string[];
  /** Of former releases: instead of those that are not given. */
  @IsOptional() @List() @MinLength(16, { each: true }) SERVICE_KEYS?: string[];
  /** `name:secret` each; the first one signs, all of them verify. */
  @List()
  @ArrayNotEmpty()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'TOKEN_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  TOKEN_PEPPERS!: string[];
  /** Of its own topic: no log can tell credentials again, so it does not move with the other. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  @Flag() DEVELOPMENT = false;
  @IsString() LOG_LEVEL = 'info';
}
