import { Client, strictUser } from '../support/client';
import { Issuer } from '../support/issuer';
import { accessToken, newClient, newTrust, originOf, requestToken } from '../support/oauth';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';
import {
  entraAdmits,
  entraTests,
  existingUser,
  OKTA_HEADERS,
  oktaAdmits,
  oktaTests,
  playedAll,
  Server,
  type Result,
} from '../support/tools';

export const marketplaces = (the: () => Stack): void =>
  describe('marketplaces', () => {
    let issuer: Issuer;
    beforeAll(async () => {
      issuer = await Issuer.start();
    });
    afterAll(() => issuer?.stop());
    const trust = () => ({
      method: 'federation',
      issuer: issuer.url,
      subject: 'scim-app',
      audiences: ['api://rollcall'],
    });

    const entra = async (profile: Tenant['profile']) => {
      const stack = the();
      const { id, token } = await newTenant(stack, profile);
      const { clientId, secret: clientSecret } = await newClient(stack, id);
      await newTrust(stack, id, { ...trust(), clientId });
      const tokenEndpoint = `${originOf(stack)}/oauth2/token`;
      return playedAll(
        entraTests({
          tokenEndpoint,
          clientId,
          clientSecret,
          assertion: async () => issuer.token(),
        }),
        () => new Server({ base: String(stack.scim[0]), token }),
      );
    };
    const okta = async (profile: Tenant['profile']) => {
      const stack = the();
      const { token } = await newTenant(stack, profile);
      const server = () => new Server({ base: String(stack.scim[0]), token }, OKTA_HEADERS);
      await server().need([201], 'POST', '/Users', existingUser(profile));
      return playedAll(oktaTests(), server);
    };
    const failed = (results: readonly Result[]) =>
      results
        .filter(({ verdict }) => verdict === 'FAILED' || verdict === 'WARNING')
        .map(({ name, why }) => [name, why]);

    it('list a full tenant in the gallery of Microsoft Entra', async () => {
      const results = await entra('full');
      expect(failed(results)).toEqual([]);
      expect(results.map(({ verdict }) => verdict)).toEqual(Array(25).fill('PASSED'));
      expect(entraAdmits(results)).toBe(true);
    });

    const bySecret = async (stack: Stack, tenantId: string) =>
      accessToken(stack, await newClient(stack, tenantId));
    const byAssertion = async (stack: Stack, tenantId: string) => {
      const { clientId } = await newTrust(stack, tenantId, trust());
      const answer = await requestToken(stack, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: issuer.token(),
      });
      return ((await answer.json()) as { access_token: string }).access_token;
    };

    it.each([
      ['client credentials', bySecret],
      ['federation', byAssertion],
    ])('a provider that knows only %s provisions a thousand people', async (_, tokenBy) => {
      const stack = the();
      const { id } = await newTenant(stack);
      const scim = new Client(String(stack.scim[0]), await tokenBy(stack, id));
      for (let from = 0; from < 1_000; from += 50) {
        const people = Array.from({ length: 50 }, (_one, i) => `p${from + i}@acme.example`);
        const made = await Promise.all(people.map((one) => scim.post('/Users', strictUser(one))));
        expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
      }
      const list = await scim.get('/Users?count=1');
      expect(list.body).toMatchObject({ totalResults: 1_000 });
    });

    it('list a full tenant in the integration network of Okta', async () => {
      const results = await okta('full');
      expect(failed(results)).toEqual([]);
      expect(oktaAdmits(results)).toBe(true);
    });

    it('hear from a strict tenant what it lacks', async () => {
      const results = [...(await entra('strict')), ...(await okta('strict'))];
      const why = new Map(results.map((one) => [one.name, one.why]));
      expect(why.get('Schema_Discoverability_Test')).toMatch(/name\.givenName.*Group:displayName/);
      expect(why.get('SCIM_User_Create_Test')).toMatch(/must be 200 or 201, is 400: .*"title"/);
      expect(why.get('Create_Group_Test')).toMatch(/is 404: There are no groups/);
      expect(why.get('Required Test: Test Users endpoint')).toBe(
        'a user must have name.familyName, name.givenName, emails[0].value',
      );
      expect(entraAdmits(results)).toBe(false);
      expect(oktaAdmits(results)).toBe(false);
    });
  });
