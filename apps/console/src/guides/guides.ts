import type { Language } from '../texts/texts';
import { entra as entraEn } from './en/entra';
import { google as googleEn } from './en/google';
import { jumpcloud as jumpcloudEn } from './en/jumpcloud';
import { okta as oktaEn } from './en/okta';
import { onelogin as oneloginEn } from './en/onelogin';
import { other as otherEn } from './en/other';
import { pingone as pingoneEn } from './en/pingone';
import { entra as entraFr } from './fr/entra';
import { google as googleFr } from './fr/google';
import { jumpcloud as jumpcloudFr } from './fr/jumpcloud';
import { okta as oktaFr } from './fr/okta';
import { onelogin as oneloginFr } from './fr/onelogin';
import { other as otherFr } from './fr/other';
import { pingone as pingoneFr } from './fr/pingone';
import type { Guide, GuideName } from './guide';
import { setFrench } from './set-guide';

/** Every guide, by language and identity provider: for documents and specs (the console: load.ts). */
export const guides: Readonly<Record<Language, Readonly<Record<GuideName, Guide>>>> = {
  en: {
    okta: oktaEn,
    entra: entraEn,
    onelogin: oneloginEn,
    google: googleEn,
    jumpcloud: jumpcloudEn,
    pingone: pingoneEn,
    other: otherEn,
  },
  fr: {
    okta: setFrench(oktaFr),
    entra: setFrench(entraFr),
    onelogin: setFrench(oneloginFr),
    google: setFrench(googleFr),
    jumpcloud: setFrench(jumpcloudFr),
    pingone: setFrench(pingoneFr),
    other: setFrench(otherFr),
  },
};
