/** Waits at most so long for work that may never end; its failure is no concern of the waiter. */
export const atMost = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([limit, Promise.resolve(work).catch(() => undefined)]);
  clearTimeout(timer);
};

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Between tries: the first pause, and the longest. */
export interface Pauses {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** The pause after so many failures: twice the one before, up to the longest. */
export const growing = ({ firstMs, mostMs }: Pauses, failures: number): number =>
  Math.min(firstMs * 2 ** Math.min(failures - 1, 30), mostMs);

/** During long work the member must send heartbeats, or the group reassigns its partitions. */
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
