import { Issuer } from '../support/issuer';
import { newClient, newTrust, originOf } from '../support/oauth';
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
  provisionPeople,
  Server,
  toolsAdminOf,
  WAYS,
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

    it.each(['client-credentials', 'federation'] as const)(
      'a provider that knows only %s provisions a thousand people, whatever its keys do',
      async (way) => {
        const stack = the();
        const { id } = await newTenant(stack);
        const base = String(stack.scim[0]);
        const admin = toolsAdminOf(String(stack.admin[0]), stack.operatorKey);
        const credential = await WAYS[way]({ admin, tenantId: id, scimBaseUrl: base });
        const said: string[] = [];
        const say = (text: string) => void said.push(text);
        try {
          expect(await provisionPeople(credential, { base, people: 1_000, say })).toEqual([]);
        } finally {
          credential.stop();
        }
        const { troubles, refusals } = credential;
        expect(said).toHaveLength(1 + troubles.length + refusals.length);
        expect(said.filter((text) => !text.startsWith('✓'))).toEqual([]);
      },
    );

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
