import { drills } from './drills';
import { startDrillStack, type Drill, type DrillStack } from './drill';

/** Runs one drill on a stack; resolves to what it said and whether everything held. */
export const perform = async (
  drill: Drill,
  stack: DrillStack,
  long: boolean,
  print: (line: string) => void,
): Promise<{ readonly failed: readonly string[] }> => {
  const failed: string[] = [];
  await drill.act({
    stack,
    long,
    say: (text) => print(`  ${text}`),
    find: (text, ok) => {
      print(`${ok ? 'ok' : 'NO'}  ${text}`);
      if (!ok) failed.push(text);
    },
  });
  return { failed };
};

/** `npm run drill name…`: each on a stack of its own; resolves to the exit code. */
export const performNamed = async (
  names: readonly string[],
  long: boolean,
  print: (line: string) => void,
): Promise<number> => {
  let failures = 0;
  for (const name of names) {
    const drill = drills.find((one) => one.name === name);
    if (!drill) throw new Error(`There is no drill ${name}.`);
    print(`\n== ${drill.name}: ${drill.says}`);
    const began = performance.now();
    const stack = await startDrillStack(long);
    try {
      const { failed } = await perform(drill, stack, long, print);
      failures += failed.length;
    } catch (reason) {
      failures += 1;
      print(`NO  ${String(reason)}`);
    } finally {
      await stack.stop();
    }
    print(`== ${drill.name}: ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  }
  return failures === 0 ? 0 : 1;
};
