import { connection } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { CopyList } from '../../parts/copied';
import { Link } from '../../parts/link';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { ServerSaid } from '../../parts/server-said';
import { adviceOf } from './advice';

/** Why a request was refused and what to do about it, at the provider of this tenant. */
export const Explanation = ({ row }: { row: RequestRow }) => {
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const provider = value?.provider ?? 'other';
  const guide = `/tenants/${encodeURIComponent(tenant.id)}/guides/${provider}`;
  return <Explained row={row} provider={provider} guide={guide} />;
};

/** The same for a provider that is known; `guide`: where the guide for it is. */
export const Explained = ({
  row,
  provider,
  guide,
}: {
  row: RequestRow;
  provider: string;
  guide: string;
}) => {
  const texts = useTexts();
  const { say } = texts;
  const { title, whatToDo, remove, howToRemove, correct } = adviceOf(texts, row, provider);
  return (
    <Notice tone="bad" title={title}>
      {row.switchOff && row.code !== 'switch-off-refused' ? (
        <p>
          <strong>{say('refused.switch-off-refused')}.</strong>{' '}
          {say('refused.switch-off-refused.do')}
        </p>
      ) : null}
      <p>
        <strong>{say('refused.what')}</strong>
      </p>
      {whatToDo ? (
        <p>
          <Rich text={whatToDo} />
        </p>
      ) : null}
      {remove.length > 0 ? (
        <>
          <p>
            <Rich text={howToRemove} />
          </p>
          <CopyList
            label={say('refused.remove.title')}
            act={say('refused.remove.copy')}
            items={remove}
          />
          <p>
            <Link to={guide}>{say('refused.guide')}</Link>
          </p>
        </>
      ) : null}
      {correct.length > 0 ? (
        <>
          <p>{say('refused.correct.title')}</p>
          <CopyList label={say('refused.correct.title')} items={correct} />
        </>
      ) : null}
      <ServerSaid text={row.detail} />
    </Notice>
  );
};
