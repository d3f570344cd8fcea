import { connection } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { CopyList } from '../../parts/copied';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { ServerSaid } from '../../parts/server-said';
import { adviceOf } from './advice';

/** Why a request was refused and what to do about it, at the provider of this tenant. */
export const Explanation = ({ row }: { row: RequestRow }) => {
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => connection.read(tenant.id));
  return <Explained row={row} provider={value?.provider ?? 'other'} />;
};

/** The same for a provider that is known. */
export const Explained = ({ row, provider }: { row: RequestRow; provider: string }) => {
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
