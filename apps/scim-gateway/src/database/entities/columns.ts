import { Column, PrimaryColumn, type ColumnOptions, type PrimaryColumnOptions } from 'typeorm';

/** A moment, to the millisecond: what JavaScript can say. */
export const moment = (name: string, options: ColumnOptions = {}): ColumnOptions => ({
  type: 'timestamptz',
  precision: 3,
  name,
  ...options,
});

const named = (name: string | undefined): { name?: string } => (name === undefined ? {} : { name });

/** A column of the primary key; `name` where it is not the property's. */
export const Key = (
  primaryKeyConstraintName: string,
  name?: string,
  type: 'text' | 'integer' | 'smallint' | 'bigint' = 'text',
): PropertyDecorator => {
  const options: PrimaryColumnOptions = { type, primaryKeyConstraintName, ...named(name) };
  return PrimaryColumn(options);
};

export const Text = (name?: string): PropertyDecorator => Column({ type: 'text', ...named(name) });

export const TextOrNull = (name?: string): PropertyDecorator =>
  Column({ type: 'text', nullable: true, ...named(name) });

export const Moment = (name: string): PropertyDecorator => Column(moment(name));

export const MomentOrNull = (name: string): PropertyDecorator =>
  Column(moment(name, { nullable: true }));
