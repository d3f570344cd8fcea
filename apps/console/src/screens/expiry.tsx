import type { Expiry } from '../api/views';
import type { TokenRequest } from '../api/admin';
import { useTexts } from '../frame/speaking';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';
import { dayAfter, dayAt, endOfDay } from './day-end';

const DAYS = [30, 90, 180, 365] as const;
type Kind = `${(typeof DAYS)[number]}` | 'date';

const today = (): string => dayAt(Date.now());
/** The first day that a token may end on: the reader's tomorrow. */
export const firstDay = (): string => dayAfter(today(), 1);

const kindOf = (expiry: Expiry | null): Kind | null =>
  expiry === null ? null : 'date' in expiry ? 'date' : (String(expiry.days) as Kind);

/** A token ends at the end of the chosen day where the reader is. */
export const expiryFieldsOf = (expiry: Expiry): TokenRequest =>
  'days' in expiry ? { expiresInDays: expiry.days } : { expiresAt: endOfDay(expiry.date) };

export const isGoodExpiry = (expiry: Expiry | null): boolean =>
  expiry !== null && ('days' in expiry || expiry.date >= firstDay());

/** When a token ends: after some days, or on a date. */
export const ExpiryChoice = ({
  value,
  onChange,
}: {
  value: Expiry | null;
  onChange: (expiry: Expiry) => void;
}) => {
  const { say, count, zone } = useTexts();
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
          onChange(next === 'date' ? { date: dayAfter(today(), 90) } : { days: Number(next) })
        }
      />
      {value && 'date' in value ? (
        <Field
          label={say('expiry.day')}
          description={say('tokens.day.end', { zone: zone() })}
          type="date"
          min={firstDay()}
          value={value.date}
          onChange={(date) => onChange({ date })}
          error={isGoodExpiry(value) ? undefined : say('expiry.past')}
        />
      ) : null}
    </>
  );
};
