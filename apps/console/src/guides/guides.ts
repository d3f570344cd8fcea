import type { Language } from '../texts/texts';
import { set, setAll } from '../texts/typography';
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

/** What is copied from a guide stays as it was written: only prose is set. */
const french = (guide: Guide): Guide => ({
  ...guide,
  title: set('fr', guide.title),
  lead: set('fr', guide.lead),
  sections: guide.sections.map(({ title, blocks }) => ({
    title: set('fr', title),
    blocks: blocks.map((block) =>
      block.kind === 'text' || block.kind === 'note'
        ? { ...block, text: set('fr', block.text) }
        : block.kind === 'steps'
          ? { ...block, steps: setAll('fr', block.steps) }
          : block,
    ),
  })),
});

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
    okta: french(oktaFr),
    entra: french(entraFr),
    onelogin: french(oneloginFr),
    jumpcloud: french(jumpcloudFr),
    other: french(otherFr),
  },
};
