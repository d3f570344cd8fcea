import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { EXPLAINED } from '../../guides/errors';
import type { Block, Guide as GuideText, GuideName } from '../../guides/guide';
import { useGuide } from '../../guides/load';
import { filled } from '../../guides/fill';
import { sectionsOf, testTexts } from '../../guides/sections';
import { CopyField } from '../../parts/copied';
import { CopyBlock } from '../../parts/copy-block';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { Table } from '../../parts/table';
import { AttributeTables } from './attribute-tables';
import { Drawing } from './drawing';

interface Options {
  readonly provider: GuideName;
  readonly scimBaseUrl: string;
  readonly profile: ProfileName;
  /** The level of the headings above. */
  readonly level?: 2 | 3;
}

const idOf = (section: number): string => `guide-${section}`;

/** The guide of an identity provider with the tenant's own values and attribute table. */
export const Guide = ({ provider, level = 3, ...rest }: Options) => {
  const texts = useTexts();
  const { say, language, worded } = texts;
  const guide = worded(useGuide(language, provider));
  const sections = sectionsOf(guide, texts);
  const Title = `h${level}` as const;
  return (
    <div className="guide">
      <p className="lead">
        <Rich text={guide.lead} />
      </p>
      <nav className="guide-contents" aria-label={say('guide.contents')}>
        <ul>
          {sections.map(({ title }, at) => (
            <li key={title}>
              <a href={`#${idOf(at)}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ title, blocks }, at) => (
        <section key={title} id={idOf(at)} aria-label={title}>
          <Title>{title}</Title>
          {blocks.map((block, place) => (
            <OneBlock key={place} block={block} guide={guide} {...rest} />
          ))}
        </section>
      ))}
      {guide.from.length > 0 ? (
        <div className="guide-from small">
          <p>{say('guide.from')}</p>
          <ul>
            {guide.from.map((page) => (
              <li key={page}>
                <a href={`https://${page}`} target="_blank" rel="noreferrer">
                  {page}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
};

const Items = ({ texts }: { texts: readonly string[] }) =>
  texts.map((text) => (
    <li key={text}>
      <Rich text={text} />
    </li>
  ));

const OneBlock = ({
  block,
  guide,
  scimBaseUrl,
  profile,
}: { block: Block; guide: GuideText } & Omit<Options, 'provider' | 'level'>) => {
  const texts = useTexts();
  const { say } = texts;
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
          <Items texts={block.steps} />
        </ol>
      );
    case 'points':
      return (
        <ul>
          <Items texts={block.points} />
        </ul>
      );
    case 'test':
      return (
        <Notice quiet title={say('guide.test')}>
          {testTexts(block.says, block.writes ?? false, texts).map((text) => (
            <p key={text}>
              <Rich text={text} />
            </p>
          ))}
        </Notice>
      );
    case 'code':
      return <CopyBlock label={say('guide.template')} text={block.code} />;
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
      return <Refusals />;
  }
};

/** Folded: it is read only by somebody who was refused. */
const Refusals = () => {
  const { say } = useTexts();
  return (
    <details className="fold">
      <summary>{say('guide.errors')}</summary>
      <Table
        caption={say('guide.errors')}
        rows={EXPLAINED}
        keyOf={(code) => code}
        none=""
        columns={[
          {
            title: say('guide.error'),
            cell: (code) => say(`refused.${code}`, { attribute: '…' }),
          },
          { title: say('refused.what'), cell: (code) => <Rich text={say(`refused.${code}.do`)} /> },
        ]}
      />
    </details>
  );
};
