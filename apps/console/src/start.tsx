import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { BrandingProvider } from './frame/branding';
import type { Spoken } from './frame/language';
import { here } from './frame/paths';
import { SessionProvider } from './frame/session';
import { SpeakingProvider } from './frame/speaking';
import { prepareDialog } from './parts/confirm';
import { screenAt } from './screens/screens';

/** By then the first screen has what it needs. */
const LATER_MS = 1_500;

export const start = (first: Spoken): void => {
  // The screen loads while the session is requested.
  screenAt(here())?.ahead();
  createRoot(document.getElementById('console') as HTMLElement).render(
    <StrictMode>
      <BrandingProvider>
        <SpeakingProvider first={first}>
          <SessionProvider>
            <App />
          </SessionProvider>
        </SpeakingProvider>
      </BrandingProvider>
    </StrictMode>,
  );
  setTimeout(prepareDialog, LATER_MS);
};
