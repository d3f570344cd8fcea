import { session } from '../api/admin';
import { useAnswer } from '../api/answer';
import { address } from '../frame/paths';
import { useTexts } from '../frame/speaking';
import { Notice, ProblemNotice } from '../parts/notice';
import { Screen } from '../parts/screen';

/** Nobody is signed in: by a link, or by OpenID Connect when it is configured. */
export const SignIn = ({ to }: { to: string }) => {
  const { say } = useTexts();
  const { value, problem } = useAnswer('sign-in', session.signIn);
  return (
    <div className="gate">
      <Screen title={say('sign-in.title')} lead={say('sign-in.lead')}>
        <ProblemNotice problem={problem} />
        {value?.oidc ? (
          <a
            className="button button-first"
            href={`${address('/sign-in')}?to=${encodeURIComponent(address(to))}`}
          >
            {value.label ? say('sign-in.with', { label: value.label }) : say('sign-in.do')}
          </a>
        ) : null}
        <Notice quiet title={say('sign-in.link')}>
          <p>{say('sign-in.ask')}</p>
        </Notice>
      </Screen>
    </div>
  );
};
