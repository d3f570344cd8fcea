import { Suspense, useState } from 'react';
import { useAct } from '../api/answer';
import { Button } from '../parts/button';
import { Picker } from '../parts/picker';
import { later } from './later';
import { useSigned } from './session';
import { useTexts } from './speaking';
import { THEMES, useTheme } from './theme';

const SignOut = later(async () => (await import('./sign-out')).SignOut);

/** Language, theme, and signing out. */
export const Preferences = () => {
  const { say, sayOr, language, speak } = useTexts();
  const [theme, choose] = useTheme();
  const { session, leave } = useSigned();
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const other = language === 'en' ? 'fr' : 'en';
  return (
    <div className="preferences">
      <Button look="quiet" onPress={() => speak(other)}>
        <span lang={other}>{say('language.other')}</span>
      </Button>
      <Picker
        look="bare"
        label={say('theme')}
        value={theme}
        onChange={choose}
        options={THEMES.map((value) => ({ value, text: say(`theme.${value}`) }))}
      />
      {session ? (
        <Button
          look="quiet"
          busy={busy}
          onPress={() => (session.signedInBy === 'link' ? setAsking(true) : void run(leave))}
        >
          {say('sign-out')}
        </Button>
      ) : null}
      {problem ? (
        <span role="alert" className="small">
          {sayOr(`problem.${problem.status}`, say('problem.other'))}
        </span>
      ) : null}
      {asking && session ? (
        <Suspense fallback={null}>
          <SignOut.Shown onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
};
