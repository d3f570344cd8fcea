const suffix = (generation: number): string => (generation === 1 ? '' : `.g${generation}`);

/** Names of the topics; a later generation of a topic is published again from the log. */
export const topics = {
  provisioning: (generation = 1): string => `rollcall.provisioning.v1${suffix(generation)}`,
  credentials: (generation = 1): string => `rollcall.credentials.v1${suffix(generation)}`,
  deadLetters: (): string => 'rollcall.dead-letters.v1',
  /** Beside a topic that is published from a log: that its relay lives, though there is no news. */
  heartbeat: (topic: string): string => `${topic}.heartbeat`,
} as const;
