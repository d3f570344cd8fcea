import { clients } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Notice } from '../../parts/notice';
import type { Client } from './client-secrets';

/** Asks before a client goes with all of its secrets, and says whether something uses it. */
export const RevokeClient = ({
  client,
  onRevoked,
  onClose,
}: {
  client: Client;
  onRevoked: () => Promise<void>;
  onClose: () => void;
}) => {
  const { say, ago } = useTexts();
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const used = client.secrets.flatMap(({ lastUsedAt }) => lastUsedAt ?? []).sort();
  const lastUsedAt = used.at(-1);
  const revoke = (): Promise<boolean> =>
    run(async () => {
      await clients.revoke(tenant.id, client.id);
      await onRevoked();
    });
  return (
    <Confirm
      title={say('client.revoke-all.title', { label: client.label })}
      act={say('client.revoke-all')}
      busy={busy}
      problem={problem}
      onAct={() => void revoke()}
      onClose={onClose}
    >
      {lastUsedAt ? (
        <Notice tone="bad" quiet title={say('client.used', { ago: ago(lastUsedAt) })}>
          <p>{say('client.revoke.text')}</p>
        </Notice>
      ) : (
        <p>{say('revoke.unused')}</p>
      )}
      <p>{say('client.revoke.final')}</p>
    </Confirm>
  );
};
