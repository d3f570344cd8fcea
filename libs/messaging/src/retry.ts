/** Waits at most so long for work that may never end; its failure is no concern of the waiter. */
export const atMost = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([limit, Promise.resolve(work).catch(() => undefined)]);
  clearTimeout(timer);
};

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

export const TRIES = 3;

/** Undefined on success, else what the last of three tries threw. */
export const tried = async (
  action: () => unknown,
  pauseMs = 100,
): Promise<{ readonly reason: unknown } | undefined> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await action();
      return undefined;
    } catch (reason) {
      if (tries === TRIES) return { reason };
      await sleep(pauseMs * tries);
    }
  }
};

/** While work takes long its member must be heard, or the group gives its partitions away. */
export const beating = async <T>(
  heartbeat: () => Promise<void>,
  everyMs: number,
  work: () => Promise<T>,
): Promise<T> => {
  // A rebalance shows itself in the next beat of kafkajs, after the work: nothing is lost here.
  const timer = setInterval(() => void heartbeat().catch(() => undefined), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
