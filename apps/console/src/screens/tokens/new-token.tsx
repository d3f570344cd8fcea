import { useState } from 'react';
import { rotation, tokens } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { Expiry, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { ExpiryChoice, firstDay, isGoodExpiry, wishOf } from '../expiry';

/** A new token; with `old`, the second one of a rotation. */
export const NewToken = ({
  old,
  onMade,
  onClose,
}: {
  old?: TokenRow;
  onMade: (secret: string) => Promise<void>;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const [label, setLabel] = useState(old?.label ?? '');
  const [expiry, setExpiry] = useState<Expiry>({ days: 180 });
  const [overlapDay, setOverlapDay] = useState('');
  const { busy, problem, run } = useAct();
  const make = (): Promise<boolean> =>
    run(async () => {
      const wish = { label: label.trim() || 'SCIM', ...wishOf(expiry) };
      const overlap = overlapDay ? { overlapUntil: `${overlapDay}T23:59:59.000Z` } : {};
      const made = old
        ? await rotation.start(tenant.id, { tokenId: old.id, ...wish, ...overlap })
        : await tokens.issue(tenant.id, wish);
      await onMade(made.token);
    });
  return (
    <Confirm
      title={old ? say('rotation.title', { label: old.label }) : say('tokens.new')}
      act={say(old ? 'rotation.start' : 'token.generate')}
      danger={false}
      busy={busy}
      disabled={!isGoodExpiry(expiry)}
      problem={problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      {old ? <p>{say('rotation.text')}</p> : null}
      <Field
        label={say('tokens.label')}
        description={say('tokens.label.for')}
        value={label}
        onChange={setLabel}
      />
      <ExpiryChoice value={expiry} onChange={setExpiry} />
      {old ? (
        <Field
          label={say('rotation.overlap')}
          description={say('rotation.overlap.means')}
          type="date"
          min={firstDay()}
          value={overlapDay}
          onChange={setOverlapDay}
        />
      ) : null}
    </Confirm>
  );
};
