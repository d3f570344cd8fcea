import type { ColumnOptions } from 'typeorm';

/** A moment, to the millisecond: what JavaScript can say. */
export const moment = (name: string, options: ColumnOptions = {}): ColumnOptions => ({
  type: 'timestamptz',
  precision: 3,
  name,
  ...options,
});

/** The same where there may be none. */
export const momentOrNull = (name: string): ColumnOptions => moment(name, { nullable: true });
