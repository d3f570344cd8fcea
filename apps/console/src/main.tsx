import { chosenLanguage, spokenIn } from './frame/language';
import { reloadWhenUpdated } from './frame/reload';
import './styles/ground.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/table.css';
import './styles/requests.css';
import './styles/people.css';
import './styles/connect.css';
import './styles/guide.css';
import './styles/guide-print.css';
import './styles/status.css';
import './styles/tokens.css';
import './styles/webhooks.css';
import './styles/forced.css';

reloadWhenUpdated();

// This file is small, so that the program and the reader's language load at the same time.
Promise.all([import('./start'), spokenIn(chosenLanguage())]).then(
  ([{ start }, spoken]) => start(spoken),
  () => {
    document.documentElement.dataset['failed'] = '';
  },
);
