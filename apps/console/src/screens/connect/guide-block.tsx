import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { EXPLAINED } from '../../guides/errors';
import { valuesOf, type Block, type Guide as GuideText } from '../../guides/guide';
import type { Way } from '../../guides/ways';
import { filled } from '../../guides/fill';
import { testTexts } from '../../guides/sections';
import { CopyField } from '../../parts/copied';
import { CopyBlock } from '../../parts/copy-block';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { Table } from '../../parts/table';
import { tokenEndpointOf } from '../client-values';
import type { Secret } from '../status/connection-state';
import { AttributeTables } from './attribute-tables';
import { Drawing } from './drawing';

/** What of a guide is the tenant's own. */
export interface GuideValues {
  readonly scimBaseUrl: string;
  readonly profile: ProfileName;
  readonly way: Way;
  /** What was just generated, while it is in memory: it is copied where it is wanted. */
  readonly secret?: Secret | undefined;
  /** Of the trust in use. */
  readonly clientId?: string | undefined;
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
  way,
  secret,
  clientId,
}: { block: Block; guide: GuideText } & GuideValues) => {
  const texts = useTexts();
  const { say, sayOr } = texts;
  const values = { url: scimBaseUrl, token: 'rc_…' };
  const pasted = pastedOf(scimBaseUrl, way, secret, clientId);
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
          {valuesOf(guide, way).map(({ label, value }) => {
            const text = filled(value, pasted);
            return text === value && value.startsWith('{') ? (
              <p key={label} className="paste-token">
                <strong>{label}</strong>: {sayOr(`guide.yours.${value.slice(1, -1)}`, '')}
              </p>
            ) : (
              <CopyField key={label} label={label} value={text} />
            );
          })}
        </div>
      );
    case 'attributes':
      return <AttributeTables profile={profile} sources={guide.sources} />;
    case 'errors':
      return <Refusals />;
  }
};

/** What the fields of a guide are filled with; what is not known any more is left out. */
const pastedOf = (
  scimBaseUrl: string,
  way: Way,
  secret: Secret | undefined,
  clientId: string | undefined,
): Readonly<Record<string, string>> => {
  const isOfWay =
    secret !== undefined &&
    way !== 'federation' &&
    (secret.clientId !== undefined) === (way === 'client');
  return {
    url: scimBaseUrl,
    endpoint: tokenEndpointOf(scimBaseUrl),
    ...(isOfWay ? { token: secret.token, secret: secret.token } : {}),
    ...(isOfWay && secret.clientId !== undefined ? { clientId: secret.clientId } : {}),
    ...(way === 'federation' && clientId !== undefined ? { clientId } : {}),
  };
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
