import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { axeFinds, overflow, picture, visit, type Eyes, type Language } from './chromium';
import { bodyOf } from '../support/client';
import type { OidcSettings } from '../support/oidc-provider';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, JSON_TYPE, newLink } from '../support/tenants';

/** What the suites of the console share: one stack, one browser. */
export interface Scene {
  readonly stack: Stack;
  readonly browser: Browser;
  /** Who signs operators in. */
  readonly oidc: OidcSettings;
}

/** What the administrator reads and presses, in each language. */
export const WORDS = {
  en: {
    open: 'Open the console',
    next: 'Continue',
    steps: {
      switch: 'Switch SCIM provisioning on',
      address: 'Copy the base URL',
      way: 'Choose your identity provider',
      provider: 'Follow its guide',
      expiry: 'Choose when the token expires',
      token: 'Generate the access token',
      test: 'Test the connection',
      save: 'Save',
    },
    pasted: 'Pasted token',
    scim: 'SCIM provisioning',
    copyUrl: 'Copy: Base URL',
    days: '180 days',
    generate: 'Generate',
    secret: 'Access token',
    once: 'Copy this token now: it is shown only once',
    tested: 'The connection works',
    save: 'Save and switch on',
    on: 'Provisioning is on',
    waiting: 'Waiting for your identity provider’s first request',
    works: 'Provisioning is on and works',
    nextPart: 'Next part',
    status: 'Status',
    users: 'Users',
    created: 'Created',
    changed: 'Changed',
    deactivated: 'Deactivated',
  },
  fr: {
    open: 'Ouvrir la console',
    next: 'Continuer',
    steps: {
      switch: 'Activer le provisionnement SCIM',
      address: 'Copier l’URL de base',
      way: 'Choisir votre fournisseur d’identité',
      provider: 'Suivre son guide',
      expiry: 'Choisir quand le jeton expire',
      token: 'Générer le jeton d’accès',
      test: 'Tester la connexion',
      save: 'Enregistrer',
    },
    pasted: 'Jeton collé',
    scim: 'Provisionnement SCIM',
    copyUrl: 'Copier : URL de base',
    days: '180 jours',
    generate: 'Générer',
    secret: 'Jeton d’accès',
    once: 'Copiez ce jeton maintenant : il n’est affiché qu’une seule fois',
    tested: 'La connexion fonctionne',
    save: 'Enregistrer et activer',
    on: 'Le provisionnement est activé',
    waiting: 'En attente de la première requête de votre fournisseur d’identité',
    works: 'Le provisionnement est activé et fonctionne',
    nextPart: 'Partie suivante',
    status: 'État',
    users: 'Utilisateurs',
    created: 'Créé',
    changed: 'Modifié',
    deactivated: 'Désactivé',
  },
} as const satisfies Record<Language, unknown>;

/** A tenant whose administrator has not connected anything yet. */
export const unconnected = async (
  stack: Stack,
  name: string,
  profile: 'strict' | 'full' = 'strict',
): Promise<string> => {
  const id = `c${randomBytes(5).toString('hex')}`;
  const body = { id, name, profile, provisioning: 'disabled' };
  const made = await adminOf(stack).post('/tenants', body, JSON_TYPE);
  if (made.status !== 201) throw new Error(`no tenant: ${made.status} ${made.text}`);
  return id;
};

/** Somebody who opened their set-up link and looks at the console of the tenant. */
export const administratorOf = async (
  { stack, browser }: Scene,
  tenantId: string,
  eyes: Eyes & { role?: 'administrator' | 'viewer' } = {},
): Promise<Page> => {
  const page = await visit(browser, eyes);
  const { url } = await newLink(stack, tenantId, { role: eyes.role ?? 'administrator' });
  await page.goto(url);
  await page.getByRole('button', { name: WORDS[eyes.language ?? 'en'].open }).click();
  // The steps, or the status of a tenant that was switched on already.
  await page.waitForURL(new RegExp(`/tenants/${tenantId}/(settings|status)$`));
  await page.locator('.places a[aria-current]').waitFor();
  return page;
};

export const connectionOf = async (
  stack: Stack,
  tenantId: string,
): Promise<Readonly<Record<string, unknown>>> =>
  bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/connection`));

/** To a screen of the tenant, as if its address had been typed. */
export const to = async (page: Page, tenantId: string, screen: string): Promise<void> => {
  await page.goto(new URL(`/console/tenants/${tenantId}/${screen}`, page.url()).href);
};

/** A tenant that was set up as the steps do it, with one token. */
export const connected = async (
  stack: Stack,
  options: object = {},
): Promise<{ id: string; tokenId: string; token: string }> => {
  const id = await unconnected(stack, 'Acme');
  const { id: tokenId, token } = await issueToken(stack, id, { label: 'Made', ...options });
  const admin = adminOf(stack);
  const at = `/tenants/${id}/connection`;
  const draft = { provider: 'okta', expiry: { days: 90 }, tokenId };
  for (const made of [
    await admin.send('PATCH', at, draft, JSON_TYPE),
    await admin.post(`${at}/save`, undefined, JSON_TYPE),
  ])
    if (made.status >= 300) throw new Error(`not connected: ${made.status} ${made.text}`);
  return { id, tokenId, token };
};

/** The page as it is now: clean for axe, no wider than the window; and its picture. */
export const look = async (page: Page, name: string, eyes: Eyes): Promise<void> => {
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
  await page.locator('h1').waitFor();
  const where = [name, eyes.language, eyes.theme, eyes.width].join('-');
  expect({ where, finds: await axeFinds(page) }).toEqual({ where, finds: [] });
  expect({ where, over: await overflow(page) }).toEqual({ where, over: 0 });
  await picture(page, where);
};
