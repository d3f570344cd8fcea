import type { Provider } from '@rollcall/contracts';

/** How a provider proves who it is: a pasted token, or OAuth client credentials. */
export const WAYS = ['token', 'client'] as const;
export type Way = (typeof WAYS)[number];

/**
 * What each provider supports, the recommended way first. As documented in November 2026: Okta,
 * OneLogin, Google and JumpCloud send a pasted token to a SCIM 2.0 server; Entra and PingOne can get
 * access tokens by themselves.
 */
export const WAYS_OF: Readonly<Record<Provider, readonly Way[]>> = {
  okta: ['token'],
  entra: ['client', 'token'],
  onelogin: ['token'],
  google: ['token'],
  jumpcloud: ['token'],
  pingone: ['client', 'token'],
  other: ['client', 'token'],
};

/**
 * The way of a connection: what was chosen here, if the provider supports it; else that of the
 * credential in use; else the recommended one.
 */
export const wayOf = (
  provider: Provider | null,
  chosen: string,
  credential: { readonly clientId: string | null } | null | undefined,
): Way => {
  const ways = provider === null ? WAYS : WAYS_OF[provider];
  const inUse = credential ? (credential.clientId === null ? 'token' : 'client') : undefined;
  return (
    ways.find((one) => one === chosen) ??
    ways.find((one) => one === inUse) ??
    (provider === null ? 'token' : (ways[0] ?? 'token'))
  );
};
