import { clients } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Notice } from '../../parts/notice';
import { fill } from '../../texts/in-language';
import { setAll } from '../../texts/typography';
import type { Client } from './client-secrets';

/** Loaded with the screen of tokens: the first screen of others does without. */
const TEXTS = {
  en: {
    used: 'Still in use: last request {ago}',
    text: 'Anything that still uses it is refused within a second.',
    final: 'All of its secrets and trusts stop working. A revoked client cannot be brought back.',
  },
  fr: {
    used: 'Encore utilisé : dernière requête {ago}',
    text: 'Toute requête qui l’utilise encore est refusée en moins d’une seconde.',
    final:
      'Tous ses secrets et toutes ses relations de confiance cessent de fonctionner. Un client révoqué ne peut pas être rétabli.',
  },
};

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
  const { say, ago, language } = useTexts();
  const texts = setAll(language, TEXTS[language]);
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const used = [...client.secrets, ...client.trusts]
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .sort();
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
        <Notice tone="bad" quiet title={fill(texts.used, { ago: ago(lastUsedAt) })}>
          <p>{texts.text}</p>
        </Notice>
      ) : (
        <p>{say('revoke.unused')}</p>
      )}
      <p>{texts.final}</p>
    </Confirm>
  );
};
