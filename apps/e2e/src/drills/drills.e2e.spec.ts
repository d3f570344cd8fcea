import { bounds } from '../scim/bounds.suite';
import { grace, GRACE_MS } from '../tokens/grace.suite';
import { kills } from './kills.suite';
import { outages } from './outages.suite';
import { startStack, type Stack } from '../support/stack';
import { declare } from '../support/suites';
import { tokens } from '../tokens/tokens.suite';

jest.setTimeout(150_000);

/** What holds when parts are killed, frozen or gone. Each drill leaves everything running. */
describe('drills', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      gateways: 2,
      env: { gateway: { ADMISSION_GRACE_MS: String(GRACE_MS) } },
    });
  });
  afterAll(() => stack?.stop());

  // A process that ends by itself fails the drill in which it ended, and no other.
  afterEach(async () => {
    const fallen = stack?.fallen();
    await stack?.mend();
    expect(fallen).toEqual([]);
  });

  declare<Stack>(
    {
      'scim/bounds': bounds,
      'tokens/tokens': tokens,
      'drills/outages': outages,
      'drills/kills': kills,
      'tokens/grace': grace,
    },
    () => stack,
  );
});
