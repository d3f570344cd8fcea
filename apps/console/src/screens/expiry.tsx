import type { Expiry } from '../api/views';
import type { TokenRequest } from '../api/admin';
import type { Way } from '../guides/ways';
import { useTexts } from '../frame/speaking';
import { Choice, type Choosable } from '../parts/choice';
import { Field } from '../parts/field';
import { dayAfter, dayAt, endOfDay } from './day-end';

/** What ends: a pasted token, or the secret of an OAuth client, which providers want for years. */
type Ending = Exclude<Way, 'federation'>;
const DAYS: Readonly<Record<Ending, readonly number[]>> = {
  token: [30, 90, 180, 365],
  client: [365, 730, 1_096],
};
/** The longest lives that the API gives. */
const MOST: Readonly<Record<Ending, number>> = { token: 400, client: 1_096 };
type Kind = `${number}` | 'date';

const today = (): string => dayAt(Date.now());
/** The first day that a token may end on: the reader's tomorrow. */
export const firstDay = (): string => dayAfter(today(), 1);

const kindOf = (expiry: Expiry | null): Kind | null =>
  expiry === null ? null : 'date' in expiry ? 'date' : `${expiry.days}`;

/** A token ends at the end of the chosen day where the reader is. */
export const expiryFieldsOf = (expiry: Expiry): TokenRequest =>
  'days' in expiry ? { expiresInDays: expiry.days } : { expiresAt: endOfDay(expiry.date) };

export const isGoodExpiry = (expiry: Expiry | null, of: Ending = 'token'): boolean =>
  expiry !== null &&
  ('days' in expiry
    ? expiry.days <= MOST[of]
    : expiry.date >= firstDay() && expiry.date <= dayAfter(today(), MOST[of]));

/** Whether the end that was chosen is one for this way: a trust has none. */
export const isGoodEnd = (expiry: Expiry | null, way: Way): boolean =>
  way === 'federation' || isGoodExpiry(expiry, way);

/** When a token or a secret ends: after some days, or on a date. */
export const ExpiryChoice = ({
  of = 'token',
  value,
  onChange,
}: {
  of?: Ending;
  value: Expiry | null;
  onChange: (expiry: Expiry) => void;
}) => {
  const { say, count, zone } = useTexts();
  const kind = kindOf(value);
  return (
    <>
      <Choice<Kind>
        label={say(`expiry.label.${of}`)}
        value={kind}
        options={[
          ...DAYS[of].map(
            (days): Choosable<Kind> => ({
              value: `${days}`,
              text:
                days < 365 || of === 'token'
                  ? count('days', days)
                  : count('years', Math.floor(days / 365)),
            }),
          ),
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
          error={
            isGoodExpiry(value, of)
              ? undefined
              : value.date < firstDay()
                ? say('expiry.past')
                : say('expiry.far', { days: count('days', MOST[of]) })
          }
        />
      ) : null}
    </>
  );
};
