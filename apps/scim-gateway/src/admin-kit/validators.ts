import { ValidateBy, ValidateIf, isISO8601 } from 'class-validator';

/** May be left out; null is a value like another, and a wrong one. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A date or a moment as a Date reads it: ISO 8601 also knows weeks, and days of the year. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => isISO8601(value) && !Number.isNaN(Date.parse(value as string)),
      defaultMessage: () => '$property must be a date or a date and time of ISO 8601',
    },
  });
