import { useState } from 'react';
import { tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { ProblemNotice } from '../../parts/notice';
import { wishOf } from '../expiry';
import { NewSecret } from '../new-secret';
import { useFreshLabel } from '../tokens/fresh-label';
import { Step, type StepWish } from './step';

/** Generates the token; only its id is kept, so a reload loses the secret and nothing else. */
export const TokenStep = ({ connection, done, secret, keepSecret, draft, next }: StepWish) => {
  const { say, day } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { tokenId, expiry } = connection;
  const { value: list } = useAnswer(`${tenant.id} ${tokenId ?? ''}`, () => tokens.list(tenant.id));
  const made = list?.tokens.find(({ id }) => id === tokenId);
  const label = useFreshLabel(connection.provider, list?.tokens ?? []);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const generate = (): Promise<void> =>
    run(async () => {
      if (!expiry) return;
      const issued = await tokens.issue(tenant.id, {
        label,
        ...wishOf(expiry),
      });
      keepSecret(issued.token);
      await draft({ tokenId: issued.id });
      // The one that nobody can read any more was never put to use: it goes.
      if (made && made.status === 'live' && !made.lastUsedAt)
        await tokens.revoke(tenant.id, made.id);
    }).then((fine) => {
      if (fine) setAsking(false);
    });
  return (
    <Step name="token" done={done} summary={made ? say(`token.${made.status}`) : undefined}>
      <p>{say('token.text')}</p>
      {expiry ? null : <p className="small">{say('token.expiry-first')}</p>}
      {secret ? <NewSecret token={secret} /> : null}
      {tokenId && !secret ? (
        <p>
          {say('token.made', {
            label: made?.label ?? '',
            date: made ? day(made.createdAt) : '…',
            end: made ? day(made.expiresAt) : '…',
          })}
        </p>
      ) : null}
      <ProblemNotice problem={asking ? undefined : problem} />
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={busy}
          isDisabled={!expiry || !mayChange}
          onPress={() => (tokenId ? setAsking(true) : void generate())}
        >
          {say(tokenId ? 'token.another' : 'token.generate')}
        </Button>
        {done ? (
          <Button look="first" onPress={next}>
            {say('next')}
          </Button>
        ) : null}
      </div>
      {asking ? (
        <Confirm
          title={say('token.another')}
          act={say('token.generate')}
          danger={false}
          busy={busy}
          problem={problem}
          onAct={() => void generate()}
          onClose={() => setAsking(false)}
        >
          <p>{say(made?.lastUsedAt ? 'token.another.used' : 'token.another.unused')}</p>
        </Confirm>
      ) : null}
    </Step>
  );
};
