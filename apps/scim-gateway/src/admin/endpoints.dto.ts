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
import { IfGiven } from '../admin-kit/validators';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const IsTenantId = (): PropertyDecorator =>
  Matches(TENANT_ID, { message: '$property must be the id of a tenant' });

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
  /** Names of events, such as `UserDeactivated`; null: all types. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsEventType()
  types?: string[] | null;
  /** Events in one request. */
  @IfGiven() @IsInt() @Min(1) @Max(100) batch?: number;
  @IfGiven() @IsBoolean() paused?: boolean;
}

/** What changes of an endpoint; what is left out stays. */
export class ChangeEndpointDto extends EndpointOptions {
  @IfGiven() @IsString() @MaxLength(500) url?: string;
}

/** A new endpoint. */
export class CreateEndpointDto extends EndpointOptions {
  @Matches(NAME, {
    message: 'name must have 1 to 64 letters, digits, dots, hyphens or underscores',
  })
  name!: string;
  @IsString() @MaxLength(500) url!: string;
  /** All tenants when it is left out. */
  @IfGiven() @IsTenantId() tenantId?: string;
  /** `now`: events that are recorded from now on. `start`: all, from the first one. */
  @IfGiven() @IsIn(['now', 'start']) from?: 'now' | 'start';
}

/** Which tenant is tried again; all that are held or failing when it is left out. */
export class RedriveEndpointDto {
  @IfGiven() @IsTenantId() tenantId?: string;
}

/** Which tenant is sent again, and from which position on. */
export class ReplayEndpointDto {
  @IsTenantId() tenantId!: string;
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) from!: number;
}

/** Which deliveries are listed, the newest first: `before` is the last id of the page before. */
export class DeliveriesDto {
  @IfGiven() @IsTenantId() tenant?: string;
  @IfGiven() @IsIn(['true', 'false']) failed?: 'true' | 'false';
  @IfGiven() @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) before?: number;
  @IfGiven() @Type(() => Number) @IsInt() @Min(1) @Max(500) count = 100;
}
