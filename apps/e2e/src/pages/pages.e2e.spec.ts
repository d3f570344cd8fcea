import { credentials } from '../drills/credentials.drill';
import { startDrillStack } from '../drills/drill';
import { everything } from '../drills/everything.drill';
import { generation } from '../drills/generation.drill';
import { perform } from '../drills/run';
import { secret } from '../drills/secret.drill';
import { topicLost } from '../drills/topic-lost.drill';

jest.setTimeout(900_000);

/** Documents whose commands are typed as they stand: each leaves its stack in another state. */
describe('the commands of a document', () => {
  it.each(
    [credentials, secret, everything, topicLost, generation].map((one) => [one.says, one] as const),
  )('%s', async (_, drill) => {
    const lines: string[] = [];
    const stack = await startDrillStack(false);
    try {
      const { failed } = await perform(drill, stack, false, (line) => lines.push(line));
      expect({ failed, lines: failed.length > 0 ? lines : [] }).toEqual({
        failed: [],
        lines: [],
      });
    } finally {
      await stack.stop();
    }
  });
});
