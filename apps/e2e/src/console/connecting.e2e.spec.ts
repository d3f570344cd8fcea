import { connecting } from './connect.suite';
import { federating } from './federation.suite';
import { inBrowser } from './in-browser';
import { explaining } from './refusals.suite';
import { refusing } from './refused.suite';
import { standing } from './status.suite';
import { watching } from './watch.suite';
import { ways } from './ways.suite';

jest.setTimeout(180_000);

inBrowser('the console while a provider is connected', {
  'console/connect': connecting,
  'console/ways': ways,
  'console/federation': federating,
  'console/status': standing,
  'console/refused': refusing,
  'console/watch': watching,
  'console/refusals': explaining,
});
