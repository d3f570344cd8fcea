import type { Texts } from '../../texts/texts';

const ANSWERED = /^it answered (\d{3})$/;

/** What event-delivery says of a failure, and the end of the key of its text. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^it did not answer within/, 'late'],
  [/^the URL could not be reached$/, 'unreachable'],
  [/^its URL does not begin with https/, 'https'],
  [/^its secret cannot be opened/, 'secret'],
  [/^the history of this tenant was replaced/, 'replaced'],
];

/** Why an endpoint did not accept, in the reader's language; what is not known as it is. */
export const failureText = (
  { say, sayOr }: Pick<Texts, 'say' | 'sayOr'>,
  failure: string | null,
): string => {
  const text = failure ?? '';
  const [, status] = ANSWERED.exec(text) ?? [];
  if (status !== undefined) return say('webhooks.failure.answered', { status });
  const [, key = ''] = KNOWN.find(([pattern]) => pattern.test(text)) ?? [];
  return sayOr(`webhooks.failure.${key}`, text);
};
