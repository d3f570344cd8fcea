import type { Fact } from './event';

/**
 * What a later generation of the topic tells in the place of an event whose words were erased: the
 * position stays, so that no reader finds a gap. No log records it; it stands for what it names.
 */
export type EventRedacted = Fact<
  'EventRedacted',
  {
    /** What it was. */
    readonly type: string;
    readonly version: number;
  }
>;
