import { KafkaConfig } from '@rollcall/messaging';
import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;
const flag = ({ value }: { value: unknown }): unknown => value === true || value === 'true';

/** Everything that token-service is told from outside; see docs/running.md. */
export class TokenConfig extends KafkaConfig {
  @IsOptional() @IsString() HOST = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3002;
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must begin with redis:// or rediss://' })
  REDIS_URL!: string;
  @Transform(list) @ArrayNotEmpty() @MinLength(16, { each: true }) SERVICE_KEYS!: string[];
  /** `name:secret` each; the first one signs, all of them verify. */
  @Transform(list)
  @ArrayNotEmpty()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'TOKEN_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  TOKEN_PEPPERS!: string[];
  /** Of its own topic: no log can tell credentials again, so it does not move with the other. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) TOPIC_PARTITIONS = 48;
  @Transform(flag) @IsBoolean() DEVELOPMENT = false;
  @IsString() LOG_LEVEL = 'info';
}
