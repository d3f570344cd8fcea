import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';
import { checkHost } from '../http/public-address';

const refusal = (detail: string): ProblemError => problem(400, detail);

/**
 * The URL, or a 400 problem when it will not be called. Names are looked at when they are called:
 * what they lead to may change. `allowPrivate`: http, and addresses that are not public, are allowed.
 */
export const webhookUrl = (text: string, allowPrivate: boolean): URL => {
  if (!URL.canParse(text)) throw refusal('url must be a URL whose name can be looked up.');
  const url = new URL(text);
  if (!allowPrivate && url.protocol !== 'https:') throw refusal('url must begin with https://.');
  try {
    if (!allowPrivate) checkHost(url.hostname);
  } catch {
    throw refusal('url must lead to a public address.');
  }
  if (url.username !== '' || url.password !== '')
    throw refusal('url must hold no user and no password.');
  return url;
};
