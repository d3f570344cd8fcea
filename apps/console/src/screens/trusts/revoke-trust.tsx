import { trusts } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Notice } from '../../parts/notice';
import { nameOf } from '../tokens/names';

/** Asks before a trust is revoked, with the access tokens that were granted for it. */
export const RevokeTrust = ({
  trust,
  onRevoked,
  onClose,
}: {
  trust: Trust;
  onRevoked: () => Promise<void>;
  onClose: () => void;
}) => {
  const { say, ago } = useTexts();
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const revoke = (): Promise<boolean> =>
    run(async () => {
      await trusts.revoke(tenant.id, trust.id);
      await onRevoked();
    });
  return (
    <Confirm
      title={say('trust.revoke.title', { label: nameOf(trust) })}
      act={say('revoke.do')}
      busy={busy}
      problem={problem}
      onAct={() => void revoke()}
      onClose={onClose}
    >
      {trust.lastUsedAt ? (
        <Notice tone="bad" quiet title={say('trust.revoke.used', { ago: ago(trust.lastUsedAt) })}>
          <p>{say('revoke.used.text')}</p>
        </Notice>
      ) : (
        <p>{say('revoke.unused')}</p>
      )}
      <p>{say('trust.revoke.final')}</p>
    </Confirm>
  );
};
