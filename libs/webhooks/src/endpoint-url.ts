import { checkHost } from './public-address';

/** The URL of an endpoint is not one that is called; the message says why. */
export class EndpointUrlRefused extends Error {
  override readonly name = 'EndpointUrlRefused';
}

/**
 * The URL of an endpoint; throws EndpointUrlRefused when it will not be called. Names are looked at
 * when they are called: what they lead to may change. `anywhere`: http, and addresses that are not
 * public, are allowed.
 */
export const endpointUrl = (text: string, anywhere: boolean): URL => {
  if (!URL.canParse(text))
    throw new EndpointUrlRefused('url must be a URL whose name can be looked up.');
  const url = new URL(text);
  if (!['https:', ...(anywhere ? ['http:'] : [])].includes(url.protocol))
    throw new EndpointUrlRefused('url must begin with https://.');
  try {
    if (!anywhere) checkHost(url.hostname);
  } catch {
    throw new EndpointUrlRefused('url must lead to a public address.');
  }
  if (url.username !== '' || url.password !== '')
    throw new EndpointUrlRefused('url must hold no user and no password.');
  return url;
};
