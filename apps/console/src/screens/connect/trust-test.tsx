import { useState } from 'react';
import { requests, trusts as api } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { RequestRow, Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Notice, ProblemNotice } from '../../parts/notice';
import { RefusedAssertion } from '../trusts/refused-assertion';
import { Next, type StepProps } from './step';
import { TestResult, useTestRun } from './test-run';

const EVERY_MS = 3_000;
const TOKEN_ENDPOINT = '/oauth2/token';

interface Arrived {
  /** The trust that was used last, else the newest. */
  readonly trust: Trust | undefined;
  /** Why the newest assertion was refused, unless a later one was accepted. */
  readonly refused: RequestRow | undefined;
}

const lastUse = ({ lastUsedAt }: Trust): string => lastUsedAt ?? '';

const arrivedAt = async (tenantId: string): Promise<Arrived> => {
  const [{ trusts }, { requests: rows }] = await Promise.all([
    api.list(tenantId),
    requests.list(tenantId, { outcome: 'refused' }),
  ]);
  const signed = trusts.filter(({ method }) => method === 'federation');
  const trust = [...signed].sort((a, b) => lastUse(b).localeCompare(lastUse(a)))[0];
  const since = trust ? (trust.lastUsedAt ?? trust.createdAt) : '';
  const refused = rows.find(({ path, at }) => path === TOKEN_ENDPOINT && at > since);
  return { trust, refused };
};

/**
 * The provider's own test is the test of a trust: only the provider can sign. Shows what arrives and
 * why it is refused; an assertion that somebody pastes goes the whole way.
 */
export const TrustTest = ({ connection, setUp, done, again, next }: StepProps) => {
  const { say, ago } = useTexts();
  const { tenant, mayChange } = useTenant();
  const [assertion, setAssertion] = useState('');
  const run = useTestRun(again);
  const { value, problem } = useAnswer(tenant.id, () => arrivedAt(tenant.id), EVERY_MS);
  const { trust, refused } = value ?? {};
  const pasted = assertion.trim();
  return (
    <>
      <p>{say('trust.test.text')}</p>
      <div role="status">
        {refused ? (
          <RefusedAssertion row={refused} />
        ) : trust?.lastUsedAt ? (
          <Notice tone="good" title={say('trust.test.accepted', { ago: ago(trust.lastUsedAt) })} />
        ) : (
          <p>
            <span className="pulse" aria-hidden="true" /> {say('trust.test.waiting')}
          </p>
        )}
      </div>
      <ProblemNotice problem={problem} />
      <details className="fold">
        <summary>{say('trust.test.whole')}</summary>
        <p className="small">{say('trust.test.whole.text')}</p>
        <Field
          label={say('trust.test.assertion')}
          type="password"
          value={assertion}
          onChange={setAssertion}
          description={say('trust.test.assertion.means')}
        />
        <div className="acts">
          <Button
            busy={run.busy}
            isDisabled={pasted === '' || !trust || !mayChange}
            onPress={() => {
              if (trust) run.start({ clientId: trust.clientId, clientAssertion: pasted });
            }}
          >
            {say(connection.testedAt ? 'test.again' : 'test.do')}
          </Button>
        </div>
        <TestResult run={run} />
      </details>
      <div className="acts">
        <Next setUp={setUp} next={next} look={done ? 'first' : 'plain'} />
      </div>
    </>
  );
};
