import type { ReactNode } from 'react';
import { address, usePath } from './paths';
import { Button } from '../parts/button';
import { Link } from '../parts/link';
import { Picker } from '../parts/picker';
import { useSigned } from './session';
import { useTexts } from './speaking';
import { THEMES, useTheme } from './theme';

/** What stands round every screen: the mark, the language, light or dark, and the way out. */
export const Frame = ({
  name,
  places = [],
  children,
}: {
  name?: string | undefined;
  places?: readonly (readonly [path: string, title: string])[];
  children: ReactNode;
}) => {
  const { say } = useTexts();
  const path = usePath();
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="head">
        <div className="head-row">
          <span className="mark">
            <img src={address('/mark.svg')} alt="" width="28" height="28" /> {say('product')}
          </span>
          {name ? <span className="head-name">{name}</span> : null}
          <Preferences />
        </div>
        {places.length > 0 ? (
          <nav className="places" aria-label={say('places')}>
            {places.map(([to, title]) => (
              <Link key={to} to={to} current={path === to || path.startsWith(`${to}/`)}>
                {title}
              </Link>
            ))}
          </nav>
        ) : null}
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
};

const Preferences = () => {
  const { say, language, speak } = useTexts();
  const [theme, choose] = useTheme();
  const { session, leave } = useSigned();
  const other = language === 'en' ? 'fr' : 'en';
  return (
    <div className="preferences">
      <Button look="quiet" onPress={() => speak(other)}>
        <span lang={other}>{say('language.other')}</span>
      </Button>
      <Picker
        label={say('theme')}
        labelHidden
        value={theme}
        onChange={choose}
        options={THEMES.map((value) => ({ value, text: say(`theme.${value}`) }))}
      />
      {session ? (
        <Button look="quiet" onPress={() => void leave()}>
          {say('sign-out')}
        </Button>
      ) : null}
    </div>
  );
};
