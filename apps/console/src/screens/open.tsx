import { useState } from 'react';
import { session as api } from '../api/admin';
import { useAct } from '../api/answer';
import type { Session } from '../api/views';
import { go } from '../frame/paths';
import { useSigned } from '../frame/session';
import { useTexts } from '../frame/speaking';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Screen } from '../parts/screen';

/**
 * The set-up link: its secret stands behind the `#`, which no server sees. It is spent by a press of
 * a button, so that a mail scanner cannot use it up and nobody is signed in without knowing.
 */
export const Open = ({ homeOf }: { homeOf: (session: Session) => string }) => {
  const { say, sayOr } = useTexts();
  const { session, entered } = useSigned();
  const { busy, problem, run } = useAct();
  const [secret] = useState(() => window.location.hash.slice(1));
  const open = (): Promise<boolean> =>
    run(async () => {
      const made = await api.open(secret);
      entered(made);
      go(homeOf(made), true);
    });
  return (
    <div className="gate">
      <Screen title={say('open.title')} lead={say('open.lead')}>
        {secret === '' ? (
          <Notice tone="bad" title={say('open.empty')} />
        ) : (
          <>
            {session ? (
              <Notice tone="warn">{say('open.instead', { name: session.name })}</Notice>
            ) : null}
            {problem ? (
              <Notice
                tone="bad"
                title={sayOr(
                  `open.${problem.code}`,
                  say(
                    problem.status === 429
                      ? 'open.often'
                      : problem.status < 500 && problem.status > 0
                        ? 'open.dead'
                        : 'problem.other',
                  ),
                )}
              >
                <p>{say('open.ask')}</p>
              </Notice>
            ) : null}
            <Button look="first" busy={busy} onPress={() => void open()}>
              {say('open.do')}
            </Button>
            <p className="small">{say('open.once')}</p>
          </>
        )}
      </Screen>
    </div>
  );
};
