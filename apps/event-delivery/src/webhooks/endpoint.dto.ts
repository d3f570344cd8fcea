import { isEventType } from '@rollcall/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { NAME, TENANT_ID } from '../subscriptions/report';

const IsEventType = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isEventType',
      validator: {
        validate: (value) => typeof value === 'string' && isEventType(value),
        defaultMessage: () => 'types must be names of events, such as UserDeactivated',
      },
    },
    { each: true },
  );

class EndpointOptions {
  /** All types when it is null. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsEventType()
  types?: string[] | null;
  /** Events in one request: 1 to 100. */
  @IsOptional() @IsInt() @Min(1) @Max(100) batch?: number;
  @IsOptional() @IsBoolean() paused?: boolean;
}

/** What can be changed of an endpoint; what is left out stays. */
export class EndpointChangeDto extends EndpointOptions {
  @IsOptional() @IsString() @MaxLength(500) url?: string;
}

/** A new endpoint. */
export class EndpointDto extends EndpointOptions {
  @Matches(NAME, {
    message: 'name must have 1 to 64 letters, digits, dots, hyphens or underscores',
  })
  name!: string;
  @IsString() @MaxLength(500) url!: string;
  /** All tenants when it is left out. */
  @IsOptional()
  @Matches(TENANT_ID, { message: 'tenantId must be the id of a tenant' })
  tenantId?: string;
  /** `now`: events that are recorded from now on. `start`: all, from the first one. */
  @IsOptional() @IsIn(['now', 'start']) from?: 'now' | 'start';
}

/** Which tenant is tried again; all of them when it is left out. */
export class RedriveDto {
  @IsOptional()
  @Matches(TENANT_ID, { message: 'tenantId must be the id of a tenant' })
  tenantId?: string;
}

/** Which tenant is sent again, and from which position on. */
export class ReplayDto {
  @Matches(TENANT_ID, { message: 'tenantId must be the id of a tenant' }) tenantId!: string;
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) from!: number;
}

/** Which deliveries are listed. */
export class DeliveriesDto {
  @IsOptional()
  @Matches(TENANT_ID, { message: 'tenant must be the id of a tenant' })
  tenant?: string;
  @IsOptional() @IsIn(['true', 'false']) failed?: 'true' | 'false';
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) before?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000) count = 100;
}
