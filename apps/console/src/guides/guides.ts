import type { Language } from '../texts/texts';
import { entra as entraEn } from './en/entra';
import { jumpcloud as jumpcloudEn } from './en/jumpcloud';
import { okta as oktaEn } from './en/okta';
import { onelogin as oneloginEn } from './en/onelogin';
import { other as otherEn } from './en/other';
import { entra as entraFr } from './fr/entra';
import { jumpcloud as jumpcloudFr } from './fr/jumpcloud';
import { okta as oktaFr } from './fr/okta';
import { onelogin as oneloginFr } from './fr/onelogin';
import { other as otherFr } from './fr/other';
import type { Guide, GuideName } from './guide';

/** Every guide, by language and identity provider. */
export const guides: Readonly<Record<Language, Readonly<Record<GuideName, Guide>>>> = {
  en: {
    okta: oktaEn,
    entra: entraEn,
    onelogin: oneloginEn,
    jumpcloud: jumpcloudEn,
    other: otherEn,
  },
  fr: {
    okta: oktaFr,
    entra: entraFr,
    onelogin: oneloginFr,
    jumpcloud: jumpcloudFr,
    other: otherFr,
  },
};
