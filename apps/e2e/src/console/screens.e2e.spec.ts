import { guiding } from './guides.suite';
import { inBrowser } from './in-browser';
import { screens } from './screens.suite';
import { states } from './states.suite';

jest.setTimeout(180_000);

inBrowser('each screen of the console', {
  'console/screens': screens,
  'console/states': states,
  'console/guides': guiding,
});
