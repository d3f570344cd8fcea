import { ProblemError } from '@rollcall/platform';
import { STATUS_CODES } from 'node:http';

/** Where Node has the phrases of older RFCs than 9110. */
const PHRASES: Readonly<Record<number, string>> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
};

interface Details {
  /** What programs tell it by. */
  readonly code?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** A refusal in the form of RFC 9457, whose title is the phrase of its status. */
export const problem = (
  status: number,
  detail: string,
  { code, retryAfterSeconds }: Details = {},
): ProblemError => {
  const title = PHRASES[status] ?? STATUS_CODES[status] ?? 'Error';
  return new ProblemError(status, title, detail, retryAfterSeconds, code);
};
