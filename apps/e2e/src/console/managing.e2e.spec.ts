import { branding } from './branding.suite';
import { chunks } from './chunks.suite';
import { clients } from './clients.suite';
import { exporting } from './export.suite';
import { grouping } from './groups.suite';
import { inBrowser } from './in-browser';
import { lists } from './lists.suite';
import { operating } from './operator.suite';
import { people } from './people.suite';
import { sessions } from './session.suite';
import { subscribing } from './subscriptions.suite';
import { rotating } from './tokens.suite';
import { webhooks } from './webhooks.suite';

jest.setTimeout(180_000);

inBrowser('the console of those who manage', {
  'console/tokens': rotating,
  'console/clients': clients,
  'console/branding': branding,
  'console/people': people,
  'console/groups': grouping,
  'console/export': exporting,
  'console/session': sessions,
  'console/chunks': chunks,
  'console/lists': lists,
  'console/operator': operating,
  'console/subscriptions': subscribing,
  'console/webhooks': webhooks,
});
