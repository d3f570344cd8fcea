import { useState } from 'react';
import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { EXPLAINED } from '../../guides/errors';
import type { Block, Guide as GuideText, GuideName } from '../../guides/guide';
import { guides } from '../../guides/guides';
import { filled } from '../../guides/fill';
import { Choice } from '../../parts/choice';
import { CopyField } from '../../parts/copied';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { Table } from '../../parts/table';
import { AttributeTables } from './attribute-tables';
import { Drawing } from './drawing';

interface Wish {
  readonly provider: GuideName;
  readonly scimBaseUrl: string;
  readonly profile: ProfileName;
  /** The level of the headings above. */
  readonly level?: 2 | 3;
}

/** The guide of an identity provider with the tenant's own values and attribute table. */
export const Guide = ({ provider, ...rest }: Wish) => {
  const { say, language } = useTexts();
  const [other, setOther] = useState<'other' | 'jumpcloud'>('other');
  const name = provider === 'other' ? other : provider;
  return (
    <>
      {provider === 'other' ? (
        <Choice
          label={say('guide.which')}
          value={other}
          onChange={setOther}
          options={[
            { value: 'jumpcloud', text: say('provider.jumpcloud') },
            { value: 'other', text: say('provider.other') },
          ]}
        />
      ) : null}
      <Sections guide={guides[language][name]} {...rest} />
    </>
  );
};

const Sections = ({ guide, level = 3, ...rest }: Omit<Wish, 'provider'> & { guide: GuideText }) => {
  const Title = `h${level}` as const;
  return (
    <div className="guide">
      <p className="lead">
        <Rich text={guide.lead} />
      </p>
      {guide.sections.map(({ title, blocks }) => (
        <section key={title} aria-label={title}>
          <Title>{title}</Title>
          {blocks.map((block, at) => (
            <OneBlock key={at} block={block} guide={guide} {...rest} />
          ))}
        </section>
      ))}
    </div>
  );
};

const OneBlock = ({
  block,
  guide,
  scimBaseUrl,
  profile,
}: { block: Block; guide: GuideText } & Omit<Wish, 'provider' | 'level'>) => {
  const { say } = useTexts();
  const values = { url: scimBaseUrl, token: 'rc_…' };
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <Rich text={block.text} />
        </p>
      );
    case 'note':
      return (
        <Notice quiet>
          <p>
            <Rich text={block.text} />
          </p>
        </Notice>
      );
    case 'steps':
      return (
        <ol>
          {block.steps.map((step) => (
            <li key={step}>
              <Rich text={step} />
            </li>
          ))}
        </ol>
      );
    case 'code':
      return (
        <pre tabIndex={0} aria-label={say('guide.template')}>
          {block.code}
        </pre>
      );
    case 'picture':
      return <Drawing picture={block.picture} values={values} />;
    case 'values':
      return (
        <div className="paste">
          {guide.values.map(({ label, value }) =>
            value === '{token}' ? (
              <p key={label} className="paste-token">
                <strong>{label}</strong>: {say('guide.your-token')}
              </p>
            ) : (
              <CopyField key={label} label={label} value={filled(value, values)} />
            ),
          )}
        </div>
      );
    case 'attributes':
      return <AttributeTables profile={profile} sources={guide.sources} />;
    case 'errors':
      return (
        <Table
          caption={say('guide.error')}
          rows={EXPLAINED}
          keyOf={(code) => code}
          none=""
          columns={[
            {
              title: say('guide.error'),
              cell: (code) => say(`refused.${code}`, { attribute: '…' }),
            },
            {
              title: say('refused.what'),
              cell: (code) => <Rich text={say(`refused.${code}.do`)} />,
            },
          ]}
        />
      );
  }
};
