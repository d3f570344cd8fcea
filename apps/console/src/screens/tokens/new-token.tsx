import { useState } from 'react';
import { connection, rotation, tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Expiry, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { ConstraintsChoice, ConstraintsOf, useConstraints } from '../constraints';
import { endOfDay } from '../day-end';
import { ExpiryChoice, firstDay, isGoodExpiry, expiryFieldsOf } from '../expiry';
import { useFreshLabel } from './fresh-label';

/** A token just made, whose secret is seen this once. */
export interface Made {
  readonly id: string;
  readonly token: string;
}

/** A new token; with `old`, the second one of a rotation. */
export const NewToken = ({
  rows,
  old,
  oldName = '',
  onMade,
  onClose,
}: {
  /** Those there are, whose labels are taken. */
  rows: readonly TokenRow[];
  old?: TokenRow;
  oldName?: string | undefined;
  onMade: (made: Made) => Promise<void>;
  onClose: () => void;
}) => {
  const { say, zone } = useTexts();
  const { tenant } = useTenant();
  const { value: set } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const fresh = useFreshLabel(set?.provider, rows);
  const [typed, setTyped] = useState<string>();
  const [expiry, setExpiry] = useState<Expiry>({ days: 180 });
  const constraints = useConstraints();
  const [overlapDay, setOverlapDay] = useState('');
  const { busy, problem, run } = useAct();
  const make = (): Promise<boolean> =>
    run(async () => {
      const body = { label: typed?.trim() || fresh, ...expiryFieldsOf(expiry) };
      const overlap = overlapDay ? { overlapUntil: endOfDay(overlapDay) } : {};
      await onMade(
        old
          ? await rotation.start(tenant.id, { tokenId: old.id, ...body, ...overlap })
          : await tokens.issue(tenant.id, { ...body, constraints: constraints.value }),
      );
    });
  const isGoodOverlap = overlapDay === '' || overlapDay >= firstDay();
  return (
    <Confirm
      title={old ? say('rotation.title', { label: oldName }) : say('tokens.new')}
      act={say(old ? 'rotation.start' : 'token.generate')}
      danger={false}
      busy={busy}
      disabled={!isGoodExpiry(expiry) || !isGoodOverlap || !constraints.isGood}
      problem={problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      {old ? <p>{say('rotation.text')}</p> : null}
      {old ? <ConstraintsOf of={old.constraints} /> : null}
      <Field
        label={say(old ? 'rotation.label' : 'tokens.label')}
        description={say('tokens.label.for')}
        value={typed ?? fresh}
        onChange={setTyped}
      />
      <ExpiryChoice value={expiry} onChange={setExpiry} />
      {old ? null : <ConstraintsChoice draft={constraints} />}
      {old ? (
        <Field
          label={say('rotation.overlap')}
          description={say('rotation.overlap.means', { zone: zone() })}
          type="date"
          min={firstDay()}
          value={overlapDay}
          onChange={setOverlapDay}
          error={isGoodOverlap ? undefined : say('expiry.past')}
        />
      ) : null}
    </Confirm>
  );
};
