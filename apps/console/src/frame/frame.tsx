import { useEffect, useRef, type ReactNode } from 'react';
import mark from '../mark.svg';
import { Link } from '../parts/link';
import { useBranding } from './branding';
import { Foot } from './foot';
import { isBelow, usePath } from './paths';
import { Preferences } from './preferences';
import { useTexts } from './speaking';

const EDGE_PX = 16;

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
  const { say, name: product } = useTexts();
  const { logo } = useBranding().branding;
  const path = usePath();
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the places are wider than it: where one is, is in sight.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    nav.current?.scrollTo({ left: (current?.offsetLeft ?? 0) - EDGE_PX });
  }, [path]);
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="head">
        <div className="head-row">
          <span className="mark">
            <img src={logo ?? mark} alt="" height="28" /> <bdi>{product}</bdi>
          </span>
          {name ? <span className="head-name">{name}</span> : null}
          <Preferences />
        </div>
        {places.length > 0 ? (
          <nav ref={nav} className="places" aria-label={say('places')}>
            {places.map(([to, title]) => (
              <Link key={to} to={to} current={isBelow(to, path)}>
                {title}
              </Link>
            ))}
          </nav>
        ) : null}
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
      <Foot />
    </>
  );
};
