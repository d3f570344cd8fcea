import { useState } from 'react';
import type { Expiry } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { ExpiryChoice, isGoodExpiry } from '../expiry';
import { Next, Step, type StepProps } from './step';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

export const ExpiryStep = ({ connection, setUp, done, draft, next, way }: StepProps) => {
  const of = way === 'client' ? 'client' : 'token';
  const { say, count, day } = useTexts();
  const [typed, setTyped] = useState<Expiry | null>(null);
  const shown = typed ?? connection.expiry;
  const isGood = isGoodExpiry(shown, of);
  const change = (expiry: Expiry): void => {
    setTyped(expiry);
    if (isGoodExpiry(expiry, of)) void draft({ expiry });
  };
  const summaryOf = (expiry: Expiry): string =>
    'days' in expiry
      ? say('expiry.until', { days: count('days', expiry.days), date: day(inDays(expiry.days)) })
      : day(expiry.date);
  return (
    // What is typed and is no good is what the heading speaks of, not what was chosen before it.
    <Step
      name="expiry"
      {...(of === 'client' ? { title: say('step.expiry.client') } : {})}
      done={done && isGood}
      summary={shown && isGood ? summaryOf(shown) : undefined}
    >
      <p>{say(`expiry.text.${of}`)}</p>
      <ExpiryChoice of={of} value={shown} onChange={change} />
      <p className="small">{say('expiry.warned')}</p>
      <Next setUp={setUp} next={next} isDisabled={!done || !isGood} />
    </Step>
  );
};
