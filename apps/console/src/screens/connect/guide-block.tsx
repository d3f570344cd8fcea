import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { EXPLAINED } from '../../guides/errors';
import type { Block, Guide as GuideText } from '../../guides/guide';
import { filled } from '../../guides/fill';
import { testTexts } from '../../guides/sections';
import { CopyField } from '../../parts/copied';
import { CopyBlock } from '../../parts/copy-block';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { Table } from '../../parts/table';
import { AttributeTables } from './attribute-tables';
import { Drawing } from './drawing';

/** What of a guide is the tenant's own. */
export interface GuideValues {
  readonly scimBaseUrl: string;
  readonly profile: ProfileName;
  /** The token that was just generated, while it is in memory: it is copied where it is wanted. */
  readonly token?: string | undefined;
}

const Items = ({ texts }: { texts: readonly string[] }) =>
  texts.map((text) => (
    <li key={text}>
      <Rich text={text} />
    </li>
  ));

export const OneBlock = ({
  block,
  guide,
  scimBaseUrl,
  profile,
  token,
}: { block: Block; guide: GuideText } & GuideValues) => {
  const texts = useTexts();
  const { say } = texts;
  const values = { url: scimBaseUrl, token: 'rc_…' };
  const pasted = { ...values, token: token ?? '' };
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
        <ol start={block.from}>
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
            value === '{token}' && token === undefined ? (
              <p key={label} className="paste-token">
                <strong>{label}</strong>: {say('guide.your-token')}
              </p>
            ) : (
              <CopyField key={label} label={label} value={filled(value, pasted)} />
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
