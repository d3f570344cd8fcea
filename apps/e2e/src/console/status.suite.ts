import { eventually } from '@rollcall/testing';
import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, type Language } from './chromium';
import { bodyOf } from '../support/client';
import { administratorOf, connected as setUp, to, unconnected, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { adminOf, issueToken, JSON_TYPE, newTenant } from '../support/tenants';

/** What the administrator reads, in each language. */
const WORDS = {
  en: {
    settings: 'Settings',
    since: /On since .+, by the operator/,
    byAdministrator: /Off since .+, by an administrator/,
    waiting: 'Waiting for your identity provider’s first request',
    elsewhere: 'It was switched on without these steps',
    nothingBefore: 'Nothing is switched on before the last step',
    allRefused: 'What your identity provider sends is refused',
    cause: 'The attribute “nickName” is not accepted',
    works: 'Provisioning is on and works',
    people: '1 active, 0 deactivated',
    some: 'See why 1 request was refused',
    nothing: 'Nothing to do.',
    off: 'Provisioning is off',
    onAgain: 'Switch provisioning on again',
    stepSwitch: /Switch SCIM provisioning on \(to do\).*Off/,
    stepToken: /Generate the access token \(done\).*Active until/,
    stepRevoked: /Generate the access token \(to do\).*Revoked/,
    scim: 'SCIM provisioning',
    switchOff: 'Switch off',
    noToken: 'No token is active',
    generate: 'Generate a token and paste it at your identity provider',
    pasteNew: 'Paste the new token at your identity provider',
    ends: /Replace the token “Short” within 5 days/,
    offline: 'The server is not responding',
    stale: /What you see here is from/,
    past: 'Choose a day from tomorrow on.',
    date: 'On a date',
    stepExpiry: /Choose when the token expires/,
    mangled: (prefix: string) => `A token that begins ${prefix} is not whole`,
    pasteAgain: 'Copy it again and paste it again at your identity provider.',
    tried: (times: number) => new RegExp(`It was tried ${times} times?, last `),
    copyAgain: 'Copy the token again and paste it again at your identity provider',
  },
  fr: {
    settings: 'Réglages',
    since: /Activé depuis le .+, par l’opérateur/,
    byAdministrator: /Désactivé depuis le .+, par un administrateur/,
    waiting: 'En attente de la première requête de votre fournisseur d’identité',
    elsewhere: 'Il a été activé sans passer par ces étapes',
    nothingBefore: 'Rien n’est activé avant la dernière étape',
    allRefused: 'Ce qu’envoie votre fournisseur d’identité est refusé',
    cause: /L’attribut «\s*nickName\s*» n’est pas accepté/,
    works: 'Le provisionnement est activé et fonctionne',
    people: '1 active, 0 désactivée',
    some: 'Voyez pourquoi 1 requête a été refusée',
    nothing: 'Rien à faire.',
    off: 'Le provisionnement est désactivé',
    onAgain: 'Réactivez le provisionnement',
    stepSwitch: /Activer le provisionnement SCIM \(à faire\).*Désactivé/,
    stepToken: /Générer le jeton d’accès \(fait\).*Actif jusqu’au/,
    stepRevoked: /Générer le jeton d’accès \(à faire\).*Révoqué/,
    scim: 'Provisionnement SCIM',
    switchOff: 'Désactiver',
    noToken: 'Aucun jeton n’est actif',
    generate: 'Générez un jeton et collez-le chez votre fournisseur d’identité',
    pasteNew: 'Collez le nouveau jeton chez votre fournisseur d’identité',
    ends: /Remplacez le jeton «\s*Short\s*» d’ici 5 jours/,
    offline: 'Le serveur ne répond pas',
    stale: /Ce que vous voyez ici date du/,
    past: 'Choisissez un jour à partir de demain.',
    date: 'À une date',
    stepExpiry: /Choisir quand le jeton expire/,
    mangled: (prefix: string) => `Un jeton qui commence par ${prefix} est incomplet`,
    pasteAgain: 'Copiez-le de nouveau et recollez-le chez votre fournisseur d’identité.',
    tried: (times: number) => new RegExp(`Il a été essayé ${times} fois, la dernière fois `),
    copyAgain: 'Copiez de nouveau le jeton et recollez-le chez votre fournisseur d’identité',
  },
} as const satisfies Record<Language, unknown>;

export const standing = (the: () => Scene): void =>
  describe.each(['en', 'fr'] as const)('the status, in %s', (language) => {
    const words = WORDS[language];
    const theme = language === 'fr' ? 'dark' : 'light';
    const seen = async (page: Page, name: string): Promise<void> => {
      expect(await axeFinds(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, `status-${name}-${language}`);
    };
    const admin = async (method: string, path: string, body?: object): Promise<unknown> => {
      const answer = await adminOf(the().stack).send(method, path, body, JSON_TYPE);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status}`);
      return answer.text === '' ? undefined : bodyOf(answer);
    };

    const connected = async (options: object = {}) => {
      const { stack } = the();
      const { id, tokenId, token } = await setUp(stack, options);
      return { id, tokenId, provider: new ScriptedProvider(stack.scim[0], token) };
    };

    it('tells what happened to a tenant that the API made, from the first request to off', async () => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const page = await administratorOf(the(), tenant.id, { language, theme });
      await page.getByText(words.since).waitFor();
      await page.getByText(words.waiting).waitFor();
      await seen(page, 'api-made');
      await page.getByRole('link', { name: words.settings, exact: true }).click();
      await page.getByText(words.elsewhere).waitFor();
      expect(await page.getByText(words.nothingBefore).count()).toBe(0);

      expect((await provider.attempt('eve@acme.example', { nickName: 'E' })).status).toBe(400);
      await page.locator('.contact-refused').waitFor();
      await page.locator('.contact').getByText(words.cause).waitFor();
      expect(await page.locator('.contact-good').count()).toBe(0);
      await to(page, tenant.id, 'connect');
      await page.waitForURL(`**/tenants/${tenant.id}/status`);
      await page.locator('.notice-bad').getByText(words.allRefused).waitFor();
      await page.locator('.to-do').getByText(words.cause).waitFor();
      await seen(page, 'all-refused');
      await page.locator('.to-do a').first().click();
      await page.waitForURL(/requests\?outcome=refused&status=400$/);
      await page.goBack();

      await provider.provision('ada@acme.example', 'Ada');
      await page.locator('.notice-good').getByText(words.works).waitFor();
      await page.getByText(words.people).waitFor();
      await page.getByText(words.some).waitFor();
      await seen(page, 'works');

      await page.getByRole('link', { name: words.settings, exact: true }).click();
      await page.locator('.step-button').first().click();
      await page.getByText(words.scim, { exact: true }).click();
      await page.getByRole('button', { name: words.switchOff, exact: true }).click();
      await page.getByRole('button', { name: words.stepSwitch }).waitFor();
      await page.locator('.contact-off').waitFor();
      await page.locator('.notice-bad').getByText(words.off, { exact: true }).waitFor();
      await seen(page, 'settings-off');
      await to(page, tenant.id, 'status');
      await page.locator('.notice-bad').getByText(words.off, { exact: true }).waitFor();
      await page.getByText(words.byAdministrator).waitFor();
      await page.locator('.to-do-bad').getByText(words.onAgain).waitFor();
      await seen(page, 'off');

      await page.getByRole('link', { name: words.settings, exact: true }).click();
      await page.locator('.step-button').first().click();
      await page.getByText(words.scim, { exact: true }).click();
      await page.locator('.contact-good').waitFor();
      expect((await provider.attempt('bob@acme.example')).status).toBe(201);
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('follows the token that requests come with, through a rotation and a revocation', async () => {
      const { id, tokenId, provider } = await connected();
      await provider.provision('ada@acme.example', 'Ada');
      const page = await administratorOf(the(), id, { language, theme });
      await page.getByText(words.nothing).waitFor();
      await page.getByRole('link', { name: 'Made', exact: true }).waitFor();

      const begun = (await admin('POST', `/tenants/${id}/rotation`, {
        tokenId,
        label: 'Fresh',
        expiresInDays: 90,
      })) as { token: string };
      await page.getByText(words.pasteNew).waitFor();
      await seen(page, 'rotation');
      const fresh = new ScriptedProvider(the().stack.scim[0], begun.token);
      expect((await fresh.test()).status).toBe(200);
      await page.getByRole('link', { name: 'Fresh', exact: true }).waitFor();
      await admin('POST', `/tenants/${id}/rotation/finish`, { anyway: true });
      await page.getByText(words.nothing).waitFor();
      await page.getByRole('link', { name: words.settings, exact: true }).click();
      await page.getByRole('button', { name: words.stepToken }).click();
      await page.getByText('Fresh').waitFor();
      await seen(page, 'rotated');

      const { tokens } = (await admin('GET', `/tenants/${id}/tokens`)) as {
        tokens: readonly { id: string; status: string }[];
      };
      for (const one of tokens.filter(({ status }) => status === 'live'))
        await admin('DELETE', `/tenants/${id}/tokens/${one.id}`);
      await page.getByRole('button', { name: words.stepRevoked }).waitFor();
      await eventually(async () => expect((await fresh.test()).status).toBe(401));
      await to(page, id, 'status');
      await page.locator('.notice-bad').getByText(words.noToken, { exact: true }).waitFor();
      await page.locator('.to-do-bad').getByText(words.generate).waitFor();
      await seen(page, 'no-token');
      await page.context().close();
    });

    it('warns of the end of the token in use, and says when the server is not there', async () => {
      const { id, provider } = await connected({ label: 'Short', expiresInDays: 5 });
      expect((await provider.test()).status).toBe(200);
      const page = await administratorOf(the(), id, { language, theme });
      await page.locator('.to-do-bad').getByText(words.ends).waitFor();
      await seen(page, 'ends');
      for (const screen of ['status', 'settings']) {
        await to(page, id, screen);
        await page.locator('.facts, .steps').first().waitFor();
        await page.context().setOffline(true);
        await page.getByText(words.offline).waitFor();
        await page.getByText(words.stale).waitFor();
        await picture(page, `status-offline-${screen}-${language}`);
        await page.context().setOffline(false);
        await page.getByText(words.stale).waitFor({ state: 'detached' });
      }
      await page.context().close();
    });

    it('says that a token was not copied whole, and how often it was tried', async () => {
      const { stack } = the();
      const id = await unconnected(stack, 'Cut');
      const { token } = await issueToken(stack, id);
      const page = await administratorOf(the(), id, { language, theme });
      await page.locator('.contact').waitFor();
      const cut = new ScriptedProvider(stack.scim[0], token.slice(0, -3));
      for (const times of [1, 2]) {
        expect((await cut.test()).status).toBe(401);
        const contact = page.locator('.contact [role=status]');
        await contact.getByText(words.mangled(token.slice(0, 7))).waitFor();
        await contact.getByText(words.pasteAgain).waitFor();
        await contact.getByText(words.tried(times)).waitFor();
      }
      await seen(page, 'mangled');
      await admin('POST', `/tenants/${id}/connection/save`);
      await to(page, id, 'status');
      await page.locator('.to-do').getByText(words.copyAgain).waitFor();
      await seen(page, 'mangled-on');
      const whole = new ScriptedProvider(stack.scim[0], token);
      expect((await whole.test()).status).toBe(200);
      await page.getByText(words.copyAgain).waitFor({ state: 'detached' });
      await page.context().close();
    });

    it('speaks of no other date than the one that is typed', async () => {
      const { id } = await connected();
      const page = await administratorOf(the(), id, { language, theme });
      await page.getByRole('link', { name: words.settings, exact: true }).click();
      const heading = page.getByRole('button', { name: words.stepExpiry });
      await heading.click();
      await page.getByText(words.date, { exact: true }).click();
      await page.locator('input[type=date]').fill('2020-01-01');
      await page.getByText(words.past).waitFor();
      expect(await page.locator('.step-done').filter({ has: heading }).count()).toBe(0);
      expect(await heading.locator('.step-summary').count()).toBe(0);
      await page.context().close();
    });
  });
