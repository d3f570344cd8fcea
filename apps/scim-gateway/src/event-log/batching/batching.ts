/** How appends and reads of many callers are put together; the README.md of this folder explains each. */
export interface Batching {
  /** Commands of a tenant in one append, at most. */
  readonly commands: number;
  /** Keys in one read, at most. */
  readonly keys: number;
  /** Milliseconds that a batch waits for the callers whom the batch before it answered. */
  readonly lingerMs: number;
  /** A dominant tenant pauses for so many times the duration of its last append … */
  readonly cooldown: number;
  /** … and for so many milliseconds at most (ADR “Throttling a dominant tenant”). */
  readonly maxCooldownMs: number;
}

/** An append costs as much as ten changes in it: a third less CPU with four callers, a twelfth with 32. */
export const BATCHING: Batching = {
  commands: 256,
  keys: 128,
  lingerMs: 3,
  cooldown: 4,
  maxCooldownMs: 25,
};

/** The switch that turns all of it off: one command an append, one key a read, no pauses. */
export const NO_BATCHING: Batching = {
  commands: 1,
  keys: 1,
  lingerMs: 0,
  cooldown: 0,
  maxCooldownMs: 0,
};
