import type { Rows } from './catalogue-row';
import { word } from './payload-schema';
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

export const redactedEvents: Rows<EventRedacted> = {
  EventRedacted: {
    subject: 'any',
    summary: 'An event of this type and version was here until its data was erased; skip it.',
    data: { type: word, version: { type: 'integer', minimum: 1 } },
  },
};
