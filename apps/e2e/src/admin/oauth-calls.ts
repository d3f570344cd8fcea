import { newClient, newTrust, ownKeysAt } from '../support/oauth';
import type { Stack } from '../support/stack';
import type { Tenant } from '../support/tenants';

/** What a call sends, and the ids of its path. */
export interface Call {
  readonly ids?: Readonly<Record<string, string>>;
  readonly body?: object;
}
export interface Scene {
  readonly stack: Stack;
  readonly tenant: Tenant;
}

const clientOf = async ({ stack, tenant }: Scene): Promise<Record<string, string>> => {
  const { id, clientId } = await newClient(stack, tenant.id);
  return { clientId, secretId: id };
};

/** The calls of OAuth clients, their trusts and their access tokens. */
export const OAUTH_CALLS: Readonly<Record<string, (scene: Scene) => Promise<Call>>> = {
  postTenantsClients: () => Promise.resolve({ body: { label: 'described' } }),
  postTenantsClientsByClientIdSecrets: async (scene) => ({
    ids: await clientOf(scene),
    body: { expiresInDays: 730 },
  }),
  deleteTenantsClientsByClientIdSecretsBySecretId: async (scene) => ({
    ids: await clientOf(scene),
  }),
  deleteTenantsClientsByClientId: async (scene) => ({ ids: await clientOf(scene) }),
  postTenantsTrusts: () => Promise.resolve({ body: ownKeysAt('described') }),
  deleteTenantsTrustsByTrustId: async ({ stack, tenant }) => ({
    ids: { trustId: (await newTrust(stack, tenant.id, ownKeysAt('deleted'))).id },
  }),
  putTenantsAccessTokens: () => Promise.resolve({ body: { lifetimeMinutes: 120 } }),
};
