import type { Language } from '../../texts/texts';
import { set } from '../../texts/typography';

interface Invitation {
  readonly product: string;
  readonly tenant: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly role: 'administrator' | 'viewer';
}

type Filled = Invitation & { readonly until: string };

/** Its reader may be anywhere: the moment is in UTC, and says so. */
const untilIn = (language: Language, iso: string): string =>
  `${new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(iso))} UTC`;

const WRITTEN: Readonly<Record<Language, (about: Filled) => readonly string[]>> = {
  en: ({ product, tenant, url, until, role }) => [
    `Subject: ${product}: set-up link for ${tenant}`,
    'Hello,',
    role === 'administrator'
      ? `This link opens the console in which you connect the directory of ${tenant} to ${product} (SCIM provisioning):`
      : `This link opens the console in which you see how the directory of ${tenant} is connected to ${product} (SCIM provisioning). You can change nothing there:`,
    url,
    `It works once, until ${until}. Whoever opens it first is let in: please do not forward it.`,
    ...(role === 'administrator'
      ? [
          'You need an administrator account at your identity provider (Okta, Microsoft Entra ID, OneLogin or another) and about twenty minutes. The console has a guide for each provider.',
        ]
      : []),
    'If the link no longer works, reply to this message and we will send you a new one.',
  ],
  fr: ({ product, tenant, url, until, role }) => [
    `Objet : ${product} : lien de configuration pour ${tenant}`,
    'Bonjour,',
    role === 'administrator'
      ? `Ce lien ouvre la console dans laquelle vous connectez l’annuaire de ${tenant} à ${product} (provisionnement SCIM) :`
      : `Ce lien ouvre la console dans laquelle vous voyez comment l’annuaire de ${tenant} est connecté à ${product} (provisionnement SCIM). Vous ne pourrez rien y modifier :`,
    url,
    `Il fonctionne une seule fois, jusqu’au ${until}. La première personne qui l’ouvre entre dans la console : merci de ne pas le transférer.`,
    ...(role === 'administrator'
      ? [
          'Prévoyez un compte administrateur chez votre fournisseur d’identité (Okta, Microsoft Entra ID, OneLogin ou un autre) et une vingtaine de minutes. La console contient un guide pour chaque fournisseur.',
        ]
      : []),
    'Si le lien ne fonctionne plus, répondez à ce message et nous vous en enverrons un nouveau.',
  ],
};

/** A message with a set-up link, in the language of the person who receives it. */
export const mailOf = (language: Language, about: Invitation): string =>
  WRITTEN[language]({ ...about, until: untilIn(language, about.expiresAt) })
    // The link is copied: nothing in it is set.
    .map((line) => (line === about.url ? line : set(language, line)))
    .join('\n\n');
