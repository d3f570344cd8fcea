import { useState } from 'react';
import { connection, trusts } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { ConstraintsChoice, useConstraints } from '../constraints';
import type { Client } from '../tokens/client-secrets';
import { useFreshLabel } from '../tokens/fresh-label';
import { EMPTY_TRUST, isGoodTrust, trustRequestOf } from './trust-draft';
import { TrustForm } from './trust-form';

/** A new trust; with `client`, one more of that client, which is restricted as the client is. */
export const NewTrust = ({
  taken,
  client,
  onMade,
  onClose,
}: {
  /** Whose labels are taken. */
  taken: readonly { readonly label: string }[];
  client?: Client | undefined;
  onMade: (made: Trust) => Promise<void>;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value: set } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const fresh = useFreshLabel(set?.provider, taken);
  const [typed, setTyped] = useState<string>();
  const [draft, setDraft] = useState(EMPTY_TRUST);
  const constraints = useConstraints();
  const { busy, problem, run } = useAct();
  const make = (): Promise<boolean> =>
    run(async () => {
      const about = client ? { clientId: client.id } : { constraints: constraints.value };
      const label = typed?.trim() || fresh;
      const request = trustRequestOf(draft, set?.provider);
      await onMade(await trusts.add(tenant.id, { ...request, label, ...about }));
    });
  return (
    <Confirm
      title={client ? say('trust.add.title', { label: client.label }) : say('trust.new')}
      act={say('trust.create')}
      danger={false}
      busy={busy}
      disabled={!set || !isGoodTrust(draft, set.provider) || !constraints.isGood}
      problem={problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      <p>{say('trust.text')}</p>
      <Field
        label={say('tokens.label')}
        description={say('tokens.label.for')}
        value={typed ?? fresh}
        onChange={setTyped}
      />
      <TrustForm provider={set?.provider} draft={draft} set={setDraft} />
      {client ? null : <ConstraintsChoice draft={constraints} />}
    </Confirm>
  );
};
