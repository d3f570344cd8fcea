import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

export class ResourcesQueryDto {
  /** A part of a name or an address, or a whole externalId. */
  @IfGiven() @IsString() @MaxLength(200) search?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) startIndex = 1;
  @Type(() => Number) @IsInt() @Min(0) @Max(200) count = 50;
}

/** How users are sorted: by a name from A to Z, or the last changed first. */
const USER_ORDERS = ['userName', 'displayName', 'lastModified'] as const;

export class UsersQueryDto extends ResourcesQueryDto {
  @IfGiven() @IsIn(['active', 'deactivated']) state?: 'active' | 'deactivated';
  /** In the order of their creation when it is left out. */
  @IfGiven() @IsIn(USER_ORDERS) sort?: (typeof USER_ORDERS)[number];
}

export class DeletedUsersQueryDto {
  /** A part of a name or an address, or a whole externalId. */
  @IfGiven() @IsString() @MaxLength(200) search?: string;
  /** The `next` of the page before. */
  @IfGiven() @IsString() @Matches(/^[1-9]\d{0,14}$/) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) count = 50;
}

const EXPORTED = ['all', 'active', 'deactivated', 'deleted'] as const;

export class UsersExportDto {
  /** `all`: every provisioned user, active or not. */
  @IfGiven() @IsIn(EXPORTED) state: (typeof EXPORTED)[number] = 'all';
}

export class EventsQueryDto {
  @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) from = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(500) count = 100;
}
