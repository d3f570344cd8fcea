import { useState } from 'react';
import { clients, connection } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Expiry, NewClientSecret as Made, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { ConstraintsChoice, useConstraints } from '../constraints';
import { ExpiryChoice, expiryFieldsOf, isGoodExpiry } from '../expiry';
import type { Client } from './client-secrets';
import { useFreshLabel } from './fresh-label';

/** A new OAuth client with its first secret; with `client`, one more secret of that one. */
export const NewClientSecret = ({
  rows,
  client,
  onMade,
  onClose,
}: {
  /** Those there are, whose labels are taken. */
  rows: readonly TokenRow[];
  client?: Client;
  onMade: (made: Made) => Promise<void>;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value: set } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const fresh = useFreshLabel(set?.provider, rows);
  const [typed, setTyped] = useState<string>();
  const [expiry, setExpiry] = useState<Expiry>({ days: 365 });
  const constraints = useConstraints();
  const { busy, problem, run } = useAct();
  const make = (): Promise<boolean> =>
    run(async () => {
      const body = { label: typed?.trim() || fresh, ...expiryFieldsOf(expiry) };
      await onMade(
        client
          ? await clients.addSecret(tenant.id, client.id, body)
          : await clients.create(tenant.id, { ...body, constraints: constraints.value }),
      );
    });
  return (
    <Confirm
      title={client ? say('client.rotate.title', { label: client.label }) : say('client.new')}
      act={say('token.generate')}
      danger={false}
      busy={busy}
      disabled={!isGoodExpiry(expiry, 'client') || !constraints.isGood}
      problem={problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      <p>{say(client ? 'client.rotate.text' : 'client.new.text')}</p>
      <Field
        label={say('tokens.label')}
        description={say('tokens.label.for')}
        value={typed ?? fresh}
        onChange={setTyped}
      />
      <ExpiryChoice of="client" value={expiry} onChange={setExpiry} />
      {client ? null : <ConstraintsChoice draft={constraints} />}
    </Confirm>
  );
};
