import { connection } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Notice } from '../../parts/notice';
import { Rich } from '../../parts/rich';

/** Why a request was refused and what to do; a refused attribute with the mapping to remove. */
export const Explanation = ({ row }: { row: RequestRow }) => {
  const { say, sayOr } = useTexts();
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const code = row.code ?? '';
  const byStatus = `refused.${row.status}`;
  return (
    <Notice
      tone="bad"
      title={sayOr(
        `refused.${code}`,
        sayOr(byStatus, say('refused.other', { status: row.status })),
        { attribute: row.attribute ?? '' },
      )}
    >
      {row.detail ? (
        <p lang="en" className="told">
          {row.detail}
        </p>
      ) : null}
      {row.attribute ? (
        <>
          <p>
            <strong>{say('refused.what')}</strong>
          </p>
          <p>
            <Rich
              text={say(`refused.remove.${value?.provider ?? 'other'}`, {
                attribute: row.attribute,
              })}
            />
          </p>
        </>
      ) : (
        <p>
          <Rich text={sayOr(`refused.${code}.do`, sayOr(`${byStatus}.do`, ''))} />
        </p>
      )}
    </Notice>
  );
};
