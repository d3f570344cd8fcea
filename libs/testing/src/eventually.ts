export interface Patience {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Runs assertions until none throws, and gives back what they return. After the deadline the last
 * failure is thrown, with the time that was waited in front of its words.
 */
export const eventually = async <T>(
  attempt: () => T | Promise<T>,
  { withinMs = 10_000, everyMs = 20 }: Patience = {},
): Promise<T> => {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() >= end) throw late(error, withinMs);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};

const late = (error: unknown, withinMs: number): Error => {
  const failure = error instanceof Error ? error : new Error(String(error));
  failure.message = `not within ${withinMs} ms: ${failure.message}`;
  return failure;
};
