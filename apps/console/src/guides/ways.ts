import type { Credential, Provider } from '@rollcall/contracts';

/**
 * How a provider proves who it is: a pasted token, OAuth client credentials, or assertions that it
 * signs (workload identity federation).
 */
export const WAYS = ['token', 'client', 'federation'] as const;
export type Way = (typeof WAYS)[number];

/**
 * What each provider supports, the recommended way first. As documented in November 2026: Okta,
 * OneLogin, Google and JumpCloud send a pasted token to a SCIM 2.0 server; Entra and PingOne can get
 * access tokens by themselves; Entra can also sign for its applications.
 */
export const WAYS_OF: Readonly<Record<Provider, readonly Way[]>> = {
  okta: ['token'],
  entra: ['client', 'federation', 'token'],
  onelogin: ['token'],
  google: ['token'],
  jumpcloud: ['token'],
  pingone: ['client', 'token'],
  other: ['client', 'federation', 'token'],
};

type CredentialInUse = Pick<Credential, 'clientId' | 'expiresAt'>;

/** A trust belongs to a client as a secret does, and does not expire. */
export const wayOfCredential = ({ clientId, expiresAt }: CredentialInUse): Way => {
  if (clientId === null) return 'token';
  return expiresAt === null ? 'federation' : 'client';
};

/**
 * The way of a connection: what was chosen here, if the provider supports it; else that of the
 * credential in use; else the recommended one.
 */
export const wayOf = (
  provider: Provider | null,
  chosen: string,
  credential: CredentialInUse | null | undefined,
): Way => {
  const ways = provider === null ? WAYS : WAYS_OF[provider];
  const inUse = credential ? wayOfCredential(credential) : undefined;
  return (
    ways.find((one) => one === chosen) ??
    ways.find((one) => one === inUse) ??
    (provider === null ? 'token' : (ways[0] ?? 'token'))
  );
};
