import { useState } from 'react';
import { clients, tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { ProblemNotice } from '../../parts/notice';
import { ClientValues, NewClientSecret } from '../client-values';
import { expiryFieldsOf, isGoodExpiry } from '../expiry';
import { useConnectionState } from '../status/connection-state';
import { useFreshLabel } from '../tokens/fresh-label';
import { Next, Step, type StepProps } from './step';

/** Makes the OAuth client, or one more secret of it; a reload loses the secret and nothing else. */
export const ClientStep = ({ connection, status, setUp, done, draft, again, next }: StepProps) => {
  const { say, day } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { secret, keepSecret } = useConnectionState();
  const { tokenId, expiry, scimBaseUrl } = connection;
  const inUse = status?.credential?.clientId ? status.credential : undefined;
  const { value: list } = useAnswer(`${tenant.id} ${tokenId ?? ''} ${inUse?.id ?? ''}`, () =>
    tokens.list(tenant.id),
  );
  const made = list?.tokens.find((one) => one.id === tokenId && one.clientId !== null);
  const clientId = secret?.clientId ?? inUse?.clientId ?? made?.clientId ?? undefined;
  const label = useFreshLabel(connection.provider, list?.tokens ?? []);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const isGood = isGoodExpiry(expiry, 'client');
  const isUnused = made?.status === 'live' && !made.lastUsedAt;
  const generate = (): Promise<void> =>
    run(async () => {
      if (!expiry) return;
      const body = { label, ...expiryFieldsOf(expiry) };
      const isLive = inUse !== undefined || made?.status === 'live';
      const issued =
        clientId !== undefined && isLive
          ? await clients.addSecret(tenant.id, clientId, body)
          : await clients.create(tenant.id, body);
      keepSecret({ tokenId: issued.id, token: issued.secret, clientId: issued.clientId });
      await draft({ tokenId: issued.id });
      // The former secret was never used and cannot be shown again: revoke it.
      if (made && isUnused) await tokens.revoke(tenant.id, made.id);
      await again();
    }).then((fine) => {
      if (fine) setAsking(false);
    });
  const isThere = inUse ?? made;
  return (
    <Step
      name="token"
      title={say('step.token.client')}
      done={done}
      summary={inUse?.expiresAt ? say('token.until', { date: day(inUse.expiresAt) }) : undefined}
    >
      <p>{say('client.new.text')}</p>
      {isGood ? null : <p className="small">{say('token.expiry-first')}</p>}
      {secret?.clientId ? (
        <NewClientSecret secret={secret.token} onHidden={() => keepSecret(undefined)} />
      ) : null}
      {clientId === undefined ? null : (
        <ClientValues scimBaseUrl={scimBaseUrl} clientId={clientId} />
      )}
      {inUse?.expiresAt && !secret ? (
        <p>{say('client.made', { end: day(inUse.expiresAt) })}</p>
      ) : null}
      <ProblemNotice problem={asking ? undefined : problem} />
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={busy}
          isDisabled={!isGood || !mayChange}
          onPress={() => (isThere ? setAsking(true) : void generate())}
        >
          {say(isThere ? 'client.rotate' : 'client.create')}
        </Button>
        {done ? <Next setUp={setUp} next={next} /> : null}
      </div>
      {asking ? (
        <Confirm
          title={say('client.rotate')}
          act={say('token.generate')}
          danger={false}
          busy={busy}
          problem={problem}
          onAct={() => void generate()}
          onClose={() => setAsking(false)}
        >
          <p>{say(isUnused ? 'client.another.unused' : 'client.rotate.text')}</p>
        </Confirm>
      ) : null}
    </Step>
  );
};
