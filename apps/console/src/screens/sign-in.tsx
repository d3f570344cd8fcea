import { session } from '../api/admin';
import { useAnswer } from '../api/answer';
import type { Session } from '../api/views';
import { address } from '../frame/paths';
import { useTexts } from '../frame/speaking';
import { Notice, ProblemNotice } from '../parts/notice';
import { Screen } from '../parts/screen';

/**
 * There is no session, or it has ended (`ended`): how to sign in, by OpenID Connect when it is
 * configured or by a link, and comes to `to`.
 */
export const SignIn = ({ to, ended }: { to: string; ended: Session | undefined }) => {
  const { say } = useTexts();
  const { value, problem } = useAnswer('sign-in', session.signIn);
  return (
    <div className="gate">
      <Screen
        title={say(ended ? 'ended.title' : 'sign-in.title')}
        lead={say(ended ? 'ended.lead' : 'sign-in.lead')}
      >
        <ProblemNotice problem={problem} />
        {value?.oidc ? (
          <a
            className="button button-first"
            href={`${address('/sign-in')}?to=${encodeURIComponent(address(to))}`}
          >
            {value.label ? say('sign-in.with', { label: value.label }) : say('sign-in.do')}
          </a>
        ) : null}
        {ended?.signedInBy === 'link' ? (
          <Notice quiet title={say('ended.link')}>
            <p>{say('ended.link.do')}</p>
          </Notice>
        ) : (
          <Notice quiet title={say('sign-in.link')}>
            <p>{say('sign-in.ask')}</p>
          </Notice>
        )}
      </Screen>
    </div>
  );
};
