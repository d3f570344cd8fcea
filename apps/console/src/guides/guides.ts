import type { Language } from '../texts/texts';
import { set, setAll } from '../texts/typography';
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
import type { Block, Guide, GuideName } from './guide';

/** What is copied from a guide, and what the provider calls its fields, stays as it was written. */
const PROSE: ReadonlySet<Block['kind']> = new Set(['text', 'note', 'steps', 'points', 'test']);

const french = (guide: Guide): Guide => ({
  ...guide,
  title: set('fr', guide.title),
  lead: set('fr', guide.lead),
  before: setAll('fr', guide.before),
  sections: guide.sections.map(({ title, blocks }) => ({
    title: set('fr', title),
    blocks: blocks.map((block) => (PROSE.has(block.kind) ? setAll('fr', block) : block)),
  })),
});

/** Every guide, by language and identity provider. */
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
    okta: french(oktaFr),
    entra: french(entraFr),
    onelogin: french(oneloginFr),
    google: french(googleFr),
    jumpcloud: french(jumpcloudFr),
    pingone: french(pingoneFr),
    other: french(otherFr),
  },
};
