import { useState } from 'react';
import type { NewLink, TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Choice } from '../../parts/choice';
import { CopyField } from '../../parts/copied';
import type { Language } from '../../texts/texts';
import { mailOf } from './mail';

const LANGUAGES: readonly Language[] = ['en', 'fr'];

/** A link that was made just now, and the message that hands it over. */
export const MadeLink = ({
  made: { url, expiresAt, role },
  tenant,
}: {
  made: NewLink & { role: 'administrator' | 'viewer' };
  tenant: TenantState;
}) => {
  const { say, language } = useTexts();
  const [written, write] = useState<Language>(language);
  const about = { product: say('product'), tenant: tenant.name, url, expiresAt, role };
  return (
    <div className="made-link">
      <CopyField label={say('links.url')} value={url} />
      <Choice<Language>
        label={say('links.mail.language')}
        value={written}
        onChange={write}
        options={LANGUAGES.map((value) => ({ value, text: say(`language.${value}`) }))}
      />
      <CopyField label={say('links.mail')} value={mailOf(written, about)} rows={9} />
    </div>
  );
};
