import { useEffect, useSyncExternalStore } from 'react';
import { session as api } from '../api/admin';
import { useAct } from '../api/answer';
import type { Problem } from '../api/ask';
import type { Session } from '../api/views';
import { useBranding } from '../frame/branding';
import { go } from '../frame/paths';
import { placeFor } from '../frame/place';
import { useSigned } from '../frame/session';
import { useTexts } from '../frame/speaking';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Screen } from '../parts/screen';

/** 401: not one of ours; 410: used, expired or revoked. Another press would change nothing. */
const isOver = ({ status }: Problem): boolean => status === 401 || status === 410;

/**
 * The set-up link: its secret stands behind the `#`, which no server sees. It is spent by a press of
 * a button, so that a mail scanner cannot use it up and no person is signed in by accident. The
 * browser that opened it comes in by it again as long as its session lasts.
 */
export const Open = ({ homeOf }: { homeOf: (session: Session) => string }) => {
  const secret = useSyncExternalStore(watchSecret, secretHere);
  // Another link in the same tab changes only the hash: start again.
  return <OneLink key={secret} homeOf={homeOf} secret={secret} />;
};

const secretHere = (): string => window.location.hash.slice(1);

const watchSecret = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

const OneLink = ({ homeOf, secret }: { homeOf: (session: Session) => string; secret: string }) => {
  const { say } = useTexts();
  const { session, entered } = useSigned();
  const { busy, problem, run } = useAct();
  const { wear } = useBranding();
  useEffect(() => {
    // Without an answer the page is as the installation has it.
    if (secret !== '') api.branding(secret).then(wear, () => undefined);
  }, [secret, wear]);
  const enter = (made: Session): void => {
    entered(made);
    go(placeFor(made) ?? homeOf(made), true);
  };
  const open = (): Promise<boolean> => run(async () => enter(await api.open(secret)));
  const opensNothing = secret === '' || (problem !== undefined && isOver(problem));
  return (
    <div className="gate">
      <Screen title={say('open.title')} lead={say('open.lead')}>
        {secret === '' ? <Notice tone="bad" title={say('open.empty')} /> : null}
        {problem ? <WhyNot problem={problem} /> : null}
        {session && !opensNothing ? (
          <Notice tone="warn">
            {session.name
              ? say('open.instead', { name: session.name })
              : say('open.instead.unnamed')}
          </Notice>
        ) : null}
        <div className="acts">
          {opensNothing ? null : (
            <Button look="first" busy={busy} onPress={() => void open()}>
              {say('open.do')}
            </Button>
          )}
          {session ? (
            <Button look={opensNothing ? 'first' : 'plain'} onPress={() => enter(session)}>
              {say('open.stay')}
            </Button>
          ) : null}
        </div>
        {opensNothing ? null : <p className="small">{say('open.once')}</p>}
      </Screen>
    </div>
  );
};

const WhyNot = ({ problem }: { problem: Problem }) => {
  const { say, sayOr } = useTexts();
  const { status, code } = problem;
  const otherwise = isOver(problem)
    ? say('open.dead')
    : status === 429
      ? say('open.often')
      : sayOr(`problem.${status}`, say('problem.other'));
  return (
    <Notice tone="bad" title={sayOr(`open.${code}`, otherwise)}>
      {isOver(problem) ? <p>{say('open.ask')}</p> : null}
    </Notice>
  );
};
