// The package has no types of its own: what provider.mjs uses of it.
declare module 'oidc-provider' {
  import type { Server } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  interface Context {
    oidc: {
      provider: {
        Grant: new (given: {
          clientId?: string | undefined;
          accountId?: string | undefined;
        }) => Grant;
      };
      client?: { clientId: string };
      session?: { accountId?: string };
    };
  }
  interface Configuration {
    clients: { client_id: string; client_secret: string; redirect_uris: string[] }[];
    claims: Record<string, string[]>;
    findAccount(context: Context, account: string): { accountId: string; claims(): object };
    pkce: { required(): boolean };
    cookies: { keys: string[] };
    loadExistingGrant(context: Context): Promise<Grant>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    listen(port: number, host: string, ready: () => void): Server;
  }
}
