import type { ReactNode } from 'react';
import { tokens } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { namesOf } from './names';

/** Shows a token elsewhere as its table does: with a distinct name, and its part in a rotation. */
export const useTokenNamer = (): ((id: string | null, label: string | null) => ReactNode) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => tokens.list(tenant.id));
  const rows = value?.tokens ?? [];
  const names = namesOf(rows);
  return (id, label) => {
    const role = rows.find((row) => row.id === id)?.rotation;
    return (
      <>
        <bdi className={id && !label ? 'token-begin' : ''}>
          {(id && names.get(id)) || label || '–'}
        </bdi>{' '}
        {role ? <Badge tone="warn">{say(`rotation.${role}`)}</Badge> : null}
      </>
    );
  };
};
