import { connection } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';
import { adviceOf } from './advice';

/** Why a request was refused and what to do about it, at the provider of this tenant. */
export const Explanation = ({ row }: { row: RequestRow }) => {
  const texts = useTexts();
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const { title, whatToDo } = adviceOf(texts, row, value?.provider ?? 'other');
  return (
    <Notice tone="bad" title={title}>
      {row.switchOff && row.code !== 'switch-off-refused' ? (
        <p>
          <strong>{texts.say('refused.switch-off-refused')}.</strong>{' '}
          {texts.say('refused.switch-off-refused.do')}
        </p>
      ) : null}
      {row.detail ? (
        <p lang="en" className="told">
          {row.detail}
        </p>
      ) : null}
      <p>
        <strong>{texts.say('refused.what')}</strong>
      </p>
      <p>
        <Rich text={whatToDo} />
      </p>
    </Notice>
  );
};
