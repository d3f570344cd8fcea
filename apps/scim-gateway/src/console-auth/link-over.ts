import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';

const ASK = 'Ask the sender for a new one.';
const UNKNOWN = `This link is not known. Open it again exactly as it was sent. ${ASK}`;
const OVER = {
  used: `This link was used already: each opens the console once. ${ASK}`,
  expired: `This link has expired. ${ASK}`,
  revoked: `This link was withdrawn. ${ASK}`,
} as const;

export const linkUnknown = (): ProblemError => problem(401, UNKNOWN, { code: 'link-unknown' });

/** The answer to the holder of the secret of a link that has ended. */
export const linkOver = (how: keyof typeof OVER): ProblemError =>
  problem(410, OVER[how], { code: `link-${how}` });
