import { useState } from 'react';
import { trusts as api } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { ProblemNotice } from '../../parts/notice';
import { ClientValues } from '../client-values';
import { ConstraintsChoice, ConstraintsOf, useConstraints } from '../constraints';
import { useFreshLabel } from '../tokens/fresh-label';
import { EMPTY_TRUST, isGoodTrust, trustRequestOf } from '../trusts/trust-draft';
import { TrustFacts } from '../trusts/trust-facts';
import { TrustForm } from '../trusts/trust-form';
import { Next, Step, type StepProps } from './step';

/** Says whose signatures are accepted, and shows what the provider needs for that. */
export const TrustStep = ({ connection, setUp, done, draft, again, next }: StepProps) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { provider, scimBaseUrl, tokenId } = connection;
  const list = useAnswer(`${tenant.id} ${tokenId ?? ''}`, () => api.list(tenant.id));
  const trusts = (list.value?.trusts ?? []).filter(({ method }) => method === 'federation');
  const made = trusts.find(({ id }) => id === tokenId) ?? trusts[0];
  const isUnused = made !== undefined && made.lastUsedAt === null;
  const label = useFreshLabel(provider, trusts);
  const [typed, type] = useState(EMPTY_TRUST);
  const constraints = useConstraints();
  const [asking, ask] = useState(false);
  const { busy, problem, run } = useAct();
  const add = (): Promise<void> =>
    run(async () => {
      const about = made ? { clientId: made.clientId } : { constraints: constraints.value };
      const request = { ...trustRequestOf(typed, provider), label, ...about };
      const added = await api.add(tenant.id, request);
      await draft({ tokenId: added.id });
      // The former one let nobody in: its values were wrong.
      if (made && isUnused) await api.revoke(tenant.id, made.id);
      await Promise.all([list.again(), again()]);
    }).then((fine) => {
      if (fine) ask(false);
    });
  const isGood = isGoodTrust(typed, provider) && constraints.isGood;
  const form = <TrustForm provider={provider} draft={typed} set={type} />;
  return (
    <Step name="token" title={say('step.token.federation')} done={done}>
      <p>{say(made ? 'trust.made' : 'trust.text')}</p>
      {made ? (
        <>
          <ClientValues scimBaseUrl={scimBaseUrl} clientId={made.clientId} />
          <h3>{say('trust.facts')}</h3>
          <TrustFacts trust={made} />
          <ConstraintsOf of={made.constraints} />
        </>
      ) : list.value ? (
        <>
          {form}
          <ConstraintsChoice draft={constraints} />
        </>
      ) : null}
      <ProblemNotice problem={asking ? undefined : (problem ?? list.problem)} />
      <div className="acts">
        {made ? (
          <Button isDisabled={!mayChange} onPress={() => ask(true)}>
            {say(isUnused ? 'trust.correct' : 'trust.add')}
          </Button>
        ) : (
          <Button
            look="first"
            busy={busy}
            isDisabled={!isGood || !mayChange}
            onPress={() => void add()}
          >
            {say('trust.create')}
          </Button>
        )}
        {done ? <Next setUp={setUp} next={next} /> : null}
      </div>
      {asking ? (
        <Confirm
          title={say(isUnused ? 'trust.correct' : 'trust.add')}
          act={say('trust.create')}
          danger={false}
          busy={busy}
          disabled={!isGood}
          problem={problem}
          onAct={() => void add()}
          onClose={() => ask(false)}
        >
          <p>{say(isUnused ? 'trust.correct.text' : 'trust.add.text')}</p>
          {form}
        </Confirm>
      ) : null}
    </Step>
  );
};
