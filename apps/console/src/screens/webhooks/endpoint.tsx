import { useState } from 'react';
import { useAct, useAnswer } from '../../api/answer';
import type { EndpointDetails, EndpointTest } from '../../api/operator-views';
import { webhooks } from '../../api/webhooks';
import { go } from '../../frame/paths';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Facts, News, rescueFocus, Screen, Waiting } from '../../parts/screen';
import { Deliveries } from './deliveries';
import { DeleteEndpoint, ReplaceSecret, Replay } from './endpoint-acts';
import { EndpointSecret } from './endpoint-secret';
import { EndpointState } from './endpoint-state';
import { failureText } from './failure';
import { Troubled } from './troubled';

const FRESH_MS = 5_000;

/** One endpoint: what it gets, which tenants wait and why, and what was sent. */
export const Endpoint = ({ name }: { name: string }) => {
  const { say } = useTexts();
  const { value, problem, again } = useAnswer(name, () => webhooks.read(name), FRESH_MS);
  return (
    <Screen title={name}>
      <p>
        <Link to="/webhooks">{say('webhooks.back')}</Link>
      </p>
      <ProblemNotice problem={problem} />
      {value ? <Known endpoint={value} again={again} /> : problem ? null : <Waiting />}
    </Screen>
  );
};

const Known = ({ endpoint, again }: { endpoint: EndpointDetails; again: () => Promise<void> }) => {
  const { say } = useTexts();
  const { name, paused } = endpoint;
  const [asking, setAsking] = useState<'delete' | 'secret' | 'replay'>();
  const [said, setSaid] = useState('');
  const [secret, setSecret] = useState<string>();
  const [test, setTest] = useState<EndpointTest>();
  const { busy, problem, run } = useAct();
  const tell = async (news: string): Promise<void> => {
    setAsking(undefined);
    setTest(undefined);
    setSaid(news);
    await again();
    rescueFocus();
  };
  const pause = (): Promise<boolean> =>
    run(async () => {
      await webhooks.pause(name, !paused);
      await tell(say(paused ? 'webhooks.was.resumed' : 'webhooks.was.paused', { name }));
    });
  const replaced = async (made: string): Promise<void> => {
    setSecret(made);
    await tell('');
  };
  const props = { name, onClose: () => setAsking(undefined) };
  return (
    <div className="endpoint">
      <News>{said}</News>
      {secret ? <EndpointSecret secret={secret} onHidden={() => setSecret(undefined)} /> : null}
      <section className="card" aria-label={name}>
        <About endpoint={endpoint} />
        <div className="acts">
          <Button
            look="first"
            busy={busy}
            onPress={() =>
              void run(async () => {
                setTest(undefined);
                setTest(await webhooks.test(name));
              })
            }
          >
            {say('webhooks.test')}
          </Button>
          <Button busy={busy} onPress={() => void pause()}>
            {say(paused ? 'webhooks.resume' : 'webhooks.pause')}
          </Button>
          <Button onPress={() => setAsking('replay')}>{say('webhooks.replay')}</Button>
          <Button onPress={() => setAsking('secret')}>{say('webhooks.secret.new')}</Button>
          <Button onPress={() => setAsking('delete')}>{say('webhooks.delete')}</Button>
        </div>
      </section>
      <ProblemNotice problem={problem} />
      {test ? <Tested test={test} /> : null}
      <Troubled endpoint={endpoint} onDone={tell} />
      <Deliveries name={name} />
      {asking === 'delete' ? <DeleteEndpoint {...props} onDone={() => go('/webhooks')} /> : null}
      {asking === 'secret' ? <ReplaceSecret {...props} onDone={replaced} /> : null}
      {asking === 'replay' ? (
        <Replay {...props} tenantId={endpoint.tenantId} onDone={tell} />
      ) : null}
    </div>
  );
};

const About = ({ endpoint }: { endpoint: EndpointDetails }) => {
  const { say, number, time } = useTexts();
  const { url, tenantId, types, batch, createdAt, formerSecretUntil } = endpoint;
  return (
    <Facts
      facts={[
        [say('webhooks.state'), <EndpointState key="state" endpoint={endpoint} />],
        [say('webhooks.url'), <code key="url">{url}</code>],
        [say('webhooks.tenant'), tenantId ?? say('webhooks.tenant.all')],
        [say('webhooks.types'), types?.join(', ') ?? say('webhooks.types.all')],
        [say('webhooks.batch'), number(batch)],
        [say('webhooks.created'), time(createdAt)],
        ...(formerSecretUntil === null
          ? []
          : [[say('webhooks.secret.former'), time(formerSecretUntil)] as const]),
      ]}
    />
  );
};

const Tested = ({ test: { isAccepted, status, failure, ms } }: { test: EndpointTest }) => {
  const texts = useTexts();
  const { say, duration } = texts;
  return (
    <Notice
      tone={isAccepted ? 'good' : 'bad'}
      title={
        isAccepted
          ? say('webhooks.test.ok', { status: status ?? '', time: duration(ms) })
          : say('webhooks.test.bad', { failure: failureText(texts, failure) })
      }
    />
  );
};
