import { newClient, originOf } from '../support/oauth';
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
    const entra = async (profile: Tenant['profile']) => {
      const stack = the();
      const { id, token } = await newTenant(stack, profile);
      const { clientId, secret: clientSecret } = await newClient(stack, id);
      const tokenEndpoint = `${originOf(stack)}/oauth2/token`;
      return playedAll(
        entraTests({ tokenEndpoint, clientId, clientSecret }),
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
      expect(results).toHaveLength(25);
      expect(entraAdmits(results)).toBe(true);
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
