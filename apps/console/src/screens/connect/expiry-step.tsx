import { useState } from 'react';
import type { Expiry } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { ExpiryChoice, isGoodExpiry } from '../expiry';
import { Step, type StepWish } from './step';

export const ExpiryStep = ({ connection, done, draft, next }: StepWish) => {
  const { say, count, day } = useTexts();
  const [typed, setTyped] = useState<Expiry | null>(null);
  const shown = typed ?? connection.expiry;
  const change = (expiry: Expiry): void => {
    setTyped(expiry);
    if (isGoodExpiry(expiry)) void draft({ expiry });
  };
  const { expiry } = connection;
  const summary =
    expiry === null ? undefined : 'days' in expiry ? count('days', expiry.days) : day(expiry.date);
  return (
    <Step name="expiry" done={done} summary={summary}>
      <p>{say('expiry.text')}</p>
      <ExpiryChoice value={shown} onChange={change} />
      <p className="small">{say('expiry.warned')}</p>
      <Button look="first" isDisabled={!done || !isGoodExpiry(shown)} onPress={next}>
        {say('next')}
      </Button>
    </Step>
  );
};
