import { use } from 'react';
import type { Language } from '../texts/texts';
import type { Guide, GuideName } from './guide';
import { setFrench } from './set-guide';

type Loader = () => Promise<Guide>;

/** Each guide is a chunk of its own in each language: a reader loads the one that is read. */
const LOADERS: Readonly<Record<Language, Readonly<Record<GuideName, Loader>>>> = {
  en: {
    okta: async () => (await import('./en/okta')).okta,
    entra: async () => (await import('./en/entra')).entra,
    onelogin: async () => (await import('./en/onelogin')).onelogin,
    google: async () => (await import('./en/google')).google,
    jumpcloud: async () => (await import('./en/jumpcloud')).jumpcloud,
    pingone: async () => (await import('./en/pingone')).pingone,
    other: async () => (await import('./en/other')).other,
  },
  fr: {
    okta: async () => setFrench((await import('./fr/okta')).okta),
    entra: async () => setFrench((await import('./fr/entra')).entra),
    onelogin: async () => setFrench((await import('./fr/onelogin')).onelogin),
    google: async () => setFrench((await import('./fr/google')).google),
    jumpcloud: async () => setFrench((await import('./fr/jumpcloud')).jumpcloud),
    pingone: async () => setFrench((await import('./fr/pingone')).pingone),
    other: async () => setFrench((await import('./fr/other')).other),
  },
};

const kept = new Map<Loader, Promise<Guide>>();

/** A guide, once it is there: until then what shows it waits (`Arriving`). */
export const useGuide = (language: Language, name: GuideName): Guide => {
  const load = LOADERS[language][name];
  const guide = kept.get(load) ?? load();
  kept.set(load, guide);
  return use(guide);
};
