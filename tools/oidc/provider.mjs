// A real OpenID provider on this machine, for tests and to try the sign-in:
//   node tools/oidc/provider.mjs <port> <client secret> <redirect uri> …
// Anybody may log in, without a password: the account `administrator.acme` is an administrator of acme.
import Provider from 'oidc-provider';

const [port, secret = '', ...redirectUris] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const claimsOf = (/** @type {string} */ account) => {
  const [role = '', tenant] = account.split('.');
  return {
    sub: account,
    name: `${role} of ${tenant}`,
    rollcall_role: role === 'many' ? ['staff', 'viewer', 'administrator'] : role,
    ...(tenant ? { rollcall_tenant: tenant } : {}),
  };
};

const provider = new Provider(issuer, {
  clients: [{ client_id: 'rollcall', client_secret: secret, redirect_uris: redirectUris }],
  claims: { openid: ['sub'], profile: ['name', 'rollcall_role', 'rollcall_tenant'] },
  findAccount: (_context, account) => ({ accountId: account, claims: () => claimsOf(account) }),
  pkce: { required: () => true },
  cookies: { keys: ['of this machine alone'] },
  // Who logs in has agreed.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client?.clientId,
      accountId: oidc.session?.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

const server = provider.listen(Number(port), '127.0.0.1', () => console.log(`ready at ${issuer}`));
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
