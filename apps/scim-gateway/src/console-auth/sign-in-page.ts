import { escaped } from '../console-files/branded';
import type { SignInRefusal } from './sign-in-refused';

type Language = 'en' | 'fr';

interface RefusalText {
  readonly status: number;
  readonly en: string;
  readonly fr: string;
}

export const SAID: Readonly<Record<SignInRefusal, RefusalText>> = {
  'not-offered': {
    status: 404,
    en: 'Sign-in with OpenID Connect is not set up here. Use the set-up link that you were sent.',
    fr: 'La connexion par OpenID Connect n’est pas configurée ici. Utilisez le lien de configuration que vous avez reçu.',
  },
  'provider-unavailable': {
    status: 503,
    en: 'The identity provider for sign-in is unavailable. Try again in a moment.',
    fr: 'Le fournisseur d’identité ne répond pas pour le moment. Réessayez dans un instant.',
  },
  'provider-refused': {
    status: 403,
    en: 'The identity provider refused the sign-in. Sign in there with another account, or ask its administrator for access to this application.',
    fr: 'Le fournisseur d’identité a refusé la connexion. Connectez-vous avec un autre compte, ou demandez à son administrateur l’accès à cette application.',
  },
  'too-late': {
    status: 400,
    en: 'This sign-in took too long, or was started in another browser. Start again.',
    fr: 'Cette connexion a pris trop de temps, ou a été commencée dans un autre navigateur. Recommencez.',
  },
  failed: {
    status: 502,
    en: 'The answer of the identity provider could not be verified. Try again; if the problem persists, ask the team that runs this service.',
    fr: 'La réponse du fournisseur d’identité n’a pas pu être vérifiée. Recommencez ; si cela persiste, adressez-vous à l’exploitant de ce service.',
  },
  'no-role': {
    status: 403,
    en: 'Your account has no role here. Ask the team that runs this service for a role.',
    fr: 'Votre compte n’a aucun rôle ici. Demandez à l’exploitant de ce service de lui en donner un.',
  },
  'no-tenant': {
    status: 403,
    en: 'Your account belongs to no organisation of this service. Ask the team that runs it.',
    fr: 'Votre compte n’appartient à aucune organisation connue ici. Adressez-vous à l’exploitant de ce service.',
  },
  'too-many': {
    status: 429,
    en: 'Too many sign-ins were started or failed. Wait a minute, then start again.',
    fr: 'Trop de connexions ont été commencées ou ont échoué. Attendez une minute, puis recommencez.',
  },
};

const WORDS: Readonly<Record<Language, { title: string; again: string; back: string }>> = {
  en: { title: 'Sign-in failed', again: 'Begin again', back: 'Back to the console' },
  fr: { title: 'La connexion a échoué', again: 'Recommencer', back: 'Retour à la console' },
};

/** French when the browser prefers it to English. */
export const languageOf = (header: string | undefined): Language => {
  const [first] = (header ?? '').match(/\b(en|fr)\b/i) ?? [];
  return first?.toLowerCase() === 'fr' ? 'fr' : 'en';
};

/**
 * A whole page without external parts: it works when the console does not. `name`: the name of the
 * product, if it has one.
 */
export const signInPage = (
  code: SignInRefusal,
  language: Language,
  name: string | null = null,
): string => {
  const { title, again, back } = WORDS[language];
  const product = name === null ? '' : escaped(name);
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${product === '' ? title : `${title} · ${product}`}</title>
<main>${product === '' ? '' : `\n<p><strong>${product}</strong></p>`}
<h1>${title}</h1>
<p>${SAID[code][language]}</p>
<p><a href="/console/sign-in">${again}</a> · <a href="/console">${back}</a></p>
</main>
</html>
`;
};
