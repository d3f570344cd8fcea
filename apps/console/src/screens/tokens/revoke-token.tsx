import { connection, tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Notice } from '../../parts/notice';

/** Asks before a token that is in no rotation is revoked, and says what still uses it. */
export const RevokeToken = ({
  token,
  name,
  mayRotate,
  onRevoked,
  onClose,
}: {
  token: TokenRow;
  name: string;
  /** False while another rotation runs: there is no other way to offer. */
  mayRotate: boolean;
  onRevoked: () => Promise<void>;
  onClose: () => void;
}) => {
  const { say, ago, count, number } = useTexts();
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const { value } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const revoke = (): Promise<boolean> =>
    run(async () => {
      await tokens.revoke(tenant.id, token.id);
      await onRevoked();
    });
  const { lastUsedAt, requests = 0 } = token;
  const provider = value?.provider;
  const who = say(!provider || provider === 'other' ? 'contact.label' : `provider.${provider}`);
  return (
    <Confirm
      title={say(token.clientId ? 'client.revoke.title' : 'revoke.title', { label: name })}
      act={say('revoke.do')}
      busy={busy}
      problem={problem}
      onAct={() => void revoke()}
      onClose={onClose}
    >
      {lastUsedAt ? (
        <Notice tone="bad" quiet title={say('revoke.used', { ago: ago(lastUsedAt), who })}>
          <p>{count('revoke.requests', requests, { count: number(requests) })}</p>
          <p>{say('revoke.used.text')}</p>
          {mayRotate ? <p>{say('revoke.used.rotate')}</p> : null}
        </Notice>
      ) : (
        <p>{say('revoke.unused')}</p>
      )}
      <p>{say(token.clientId ? 'client.revoke.secret.final' : 'revoke.final')}</p>
    </Confirm>
  );
};
