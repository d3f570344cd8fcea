import { rotation as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { Rotation } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Notice } from '../../parts/notice';

/**
 * Asks before one of the two tokens of a rotation is revoked, from the panel and from the table
 * alike: `old` ends the rotation as it was meant, `new` cancels it.
 */
export const EndRotation = ({
  rotation,
  which,
  names,
  onEnded,
  onClose,
}: {
  rotation: Rotation;
  which: 'old' | 'new';
  names: { readonly old: string; readonly fresh: string };
  onEnded: () => Promise<void>;
  onClose: () => void;
}) => {
  const { say, sayOr, ago } = useTexts();
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const { safeToRevoke, reason } = rotation;
  const isEarly = which === 'old' && !safeToRevoke;
  const usedAt = which === 'new' ? rotation.new.lastUsedAt : null;
  const end = (): Promise<boolean> =>
    run(async () => {
      await (which === 'new' ? api.cancel(tenant.id) : api.finish(tenant.id, isEarly));
      await onEnded();
    });
  const way = which === 'old' ? 'finish' : 'cancel';
  return (
    <Confirm
      title={say(`rotation.${way}.title`, { label: which === 'old' ? names.old : names.fresh })}
      act={say(isEarly ? 'rotation.finish.anyway' : `rotation.${way}.do`)}
      busy={busy}
      problem={problem}
      onAct={() => void end()}
      onClose={onClose}
    >
      {isEarly ? (
        <Notice tone="bad" quiet title={sayOr(`rotation.${reason}`, reason)}>
          <p>{say('rotation.finish.early')}</p>
        </Notice>
      ) : null}
      {usedAt ? (
        <Notice tone="bad" quiet title={say('rotation.cancel.used', { ago: ago(usedAt) })}>
          <p>{say('rotation.cancel.used.do')}</p>
        </Notice>
      ) : null}
      <p>{say(`rotation.${way}.text`, names)}</p>
    </Confirm>
  );
};
