import type { Expiry } from '../api/views';
import type { TokenWish } from '../api/admin';
import { useTexts } from '../frame/speaking';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';

const DAYS = [30, 90, 180, 365] as const;
type Kind = `${(typeof DAYS)[number]}` | 'date';

const DAY_MS = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** The first day that a token may end on: tomorrow. */
export const firstDay = (): string => dayOf(Date.now() + DAY_MS);

const kindOf = (expiry: Expiry | null): Kind | null =>
  expiry === null ? null : 'date' in expiry ? 'date' : (String(expiry.days) as Kind);

/** A token ends at the end of the chosen day, in UTC. */
export const wishOf = (expiry: Expiry): TokenWish =>
  'days' in expiry
    ? { expiresInDays: expiry.days }
    : { expiresAt: `${expiry.date.slice(0, 10)}T23:59:59.000Z` };

export const isGoodExpiry = (expiry: Expiry | null): boolean =>
  expiry !== null && ('days' in expiry || expiry.date.slice(0, 10) >= firstDay());

/** When a token ends: after some days, or on a date. */
export const ExpiryChoice = ({
  value,
  onChange,
}: {
  value: Expiry | null;
  onChange: (expiry: Expiry) => void;
}) => {
  const { say, count } = useTexts();
  const kind = kindOf(value);
  return (
    <>
      <Choice<Kind>
        label={say('expiry.label')}
        value={kind}
        options={[
          ...DAYS.map((days) => ({ value: String(days) as Kind, text: count('days', days) })),
          { value: 'date' as const, text: say('expiry.date') },
        ]}
        onChange={(next) =>
          onChange(
            next === 'date' ? { date: dayOf(Date.now() + 90 * DAY_MS) } : { days: Number(next) },
          )
        }
      />
      {value && 'date' in value ? (
        <Field
          label={say('expiry.day')}
          type="date"
          min={firstDay()}
          value={value.date.slice(0, 10)}
          onChange={(date) => onChange({ date })}
          error={isGoodExpiry(value) ? undefined : say('expiry.past')}
        />
      ) : null}
    </>
  );
};
