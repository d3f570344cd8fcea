import { ProblemError } from '@rollcall/platform';

/** A place in the feed, as clients keep it: opaque to them, and the same at every replica. */
export interface Cursor {
  readonly feedId: string;
  /** The number of the last event that is behind it. */
  readonly seq: number;
  /** How many replacements of histories its client knows of. */
  readonly replacements: number;
}

const FORM = /^v1\.([0-9a-f]{12})\.(\d{1,15})\.(\d{1,15})$/;
/** Longer than any that we make. */
const LONGEST = 100;

export const printCursor = ({ feedId, seq, replacements }: Cursor): string =>
  Buffer.from(`v1.${feedId}.${seq}.${replacements}`).toString('base64url');

/** Throws 400 for a text that is no cursor of a feed. */
export const parseCursor = (text: string): Cursor => {
  const plain = text.length > LONGEST ? '' : Buffer.from(text, 'base64url').toString('latin1');
  const [, feedId, seq, replacements] = FORM.exec(plain) ?? [];
  if (feedId === undefined)
    throw new ProblemError(
      400,
      'Bad Request',
      'after must be a cursor from the header x-rollcall-cursor of a response, or "now"; ' +
        'leave it out to begin with the first event.',
      undefined,
      'bad-cursor',
    );
  return { feedId, seq: Number(seq), replacements: Number(replacements) };
};
