import { useState } from 'react';
import { tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Credential, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Notice, ProblemNotice } from '../../parts/notice';
import { expiryFieldsOf } from '../expiry';
import { NewSecret } from '../new-secret';
import { useConnectionState } from '../status/connection-state';
import { useFreshLabel } from '../tokens/fresh-label';
import { nameOf } from '../tokens/names';
import { Next, Step, type StepProps } from './step';

/** Generates the token; only its id is kept, so a reload loses the secret and nothing else. */
export const TokenStep = ({ connection, status, setUp, done, draft, again, next }: StepProps) => {
  const { say, day } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { secret: kept, keepSecret } = useConnectionState();
  const secret = kept?.clientId === undefined ? kept : undefined;
  const { tokenId, expiry } = connection;
  // A client secret is no token to paste.
  const inUse = status?.credential?.clientId === null ? status.credential : undefined;
  const { value: list } = useAnswer(`${tenant.id} ${tokenId ?? ''} ${inUse?.id ?? ''}`, () =>
    tokens.list(tenant.id),
  );
  const made = list?.tokens.find(({ id, clientId }) => id === tokenId && clientId === null);
  const label = useFreshLabel(connection.provider, list?.tokens ?? []);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const generate = (): Promise<void> =>
    run(async () => {
      if (!expiry) return;
      const issued = await tokens.issue(tenant.id, {
        label,
        ...expiryFieldsOf(expiry),
      });
      keepSecret({ tokenId: issued.id, token: issued.token });
      await draft({ tokenId: issued.id });
      // The former token was never used and cannot be shown again: revoke it.
      if (made && made.status === 'live' && !made.lastUsedAt)
        await tokens.revoke(tenant.id, made.id);
      await again();
    }).then((fine) => {
      if (fine) setAsking(false);
    });
  const isThere = inUse ?? made;
  return (
    <Step name="token" done={done} summary={summaryOf(inUse, made, say, day)}>
      <p>{say('token.text')}</p>
      {expiry ? null : <p className="small">{say('token.expiry-first')}</p>}
      {secret ? <NewSecret token={secret.token} onHidden={() => keepSecret(undefined)} /> : null}
      {inUse?.expiresAt && !secret ? (
        <p>
          {say('token.made', {
            label: nameOf(inUse),
            date: day(inUse.createdAt),
            end: day(inUse.expiresAt),
          })}
        </p>
      ) : null}
      {!done && made && made.status !== 'live' ? (
        <Notice quiet tone="bad" title={say(`token.is-${made.status}`, { label: made.label })}>
          <p>{say('token.generate-new')}</p>
        </Notice>
      ) : null}
      <ProblemNotice problem={asking ? undefined : problem} />
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={busy}
          isDisabled={!expiry || !mayChange}
          onPress={() => (isThere ? setAsking(true) : void generate())}
        >
          {say(isThere ? 'token.another' : 'token.generate')}
        </Button>
        {done ? <Next setUp={setUp} next={next} /> : null}
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
          <p>{say(`token.another.${othersFate(inUse, made)}`)}</p>
        </Confirm>
      ) : null}
    </Step>
  );
};

type Say = ReturnType<typeof useTexts>;

/** The day on which the token in use ends; of one that has ended, that it has. */
const summaryOf = (
  inUse: Credential | undefined,
  made: TokenRow | undefined,
  say: Say['say'],
  day: Say['day'],
): string | undefined => {
  if (inUse?.expiresAt) return say('token.until', { date: day(inUse.expiresAt) });
  return made && made.status !== 'live' ? say(`token.${made.status}`) : undefined;
};

const othersFate = (inUse: Credential | undefined, made: TokenRow | undefined) => {
  if (made?.status === 'live' && !made.lastUsedAt) return 'unused';
  return inUse ? 'used' : 'ended';
};
