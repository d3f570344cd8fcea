import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { SessionProvider } from './frame/session';
import { SpeakingProvider } from './frame/speaking';
import './styles/ground.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/table.css';
import './styles/requests.css';
import './styles/connect.css';
import './styles/guide.css';
import './styles/guide-print.css';

createRoot(document.getElementById('console') as HTMLElement).render(
  <StrictMode>
    <SpeakingProvider>
      <SessionProvider>
        <App />
      </SessionProvider>
    </SpeakingProvider>
  </StrictMode>,
);
