import { drills } from './drills';
import { startDrillStack, type DrillStack } from './drill';
import { perform } from './run';

jest.setTimeout(180_000);

/** The drills of `npm run drill`, kept short. Each leaves everything running for the next. */
describe('a drill', () => {
  let stack: DrillStack;
  beforeAll(async () => {
    stack = await startDrillStack(false);
  });
  afterAll(() => stack?.stop());
  afterEach(() => stack?.mend());

  // What kills.suite, outages.suite and pages.e2e.spec hold already is not held twice.
  const elsewhere = 'kills kafka-down credentials secret everything topic-lost generation'.split(
    ' ',
  );
  it.each(drills.filter(({ name }) => !elsewhere.includes(name)).map((one) => [one.says, one]))(
    '%s',
    async (_, drill) => {
      const lines: string[] = [];
      const { failed } = await perform(drill, stack, false, (line) => lines.push(line));
      expect({ failed, lines: failed.length > 0 ? lines : [] }).toEqual({ failed: [], lines: [] });
    },
  );
});
