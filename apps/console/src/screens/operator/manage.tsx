import { useState } from 'react';
import { tenants, type TenantChanges } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { isolated } from '../../texts/isolated';
import { ProfileChoice } from './profile-choice';

const [LEAST, MOST] = [25, 100_000];

/** Undefined for a text that is no limit; null for none. */
const limitOf = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= LEAST && limit <= MOST ? limit : undefined;
};

export type Act = 'switch' | 'erase';

/** What may be changed of a tenant at once, and the ways to the acts that ask first. */
export const Manage = ({
  tenant,
  onDone,
  onAct,
  onClose,
}: {
  tenant: TenantState;
  onDone: (said: string) => Promise<void>;
  onAct: (act: Act) => void;
  onClose: () => void;
}) => {
  const { say, number } = useTexts();
  const [name, setName] = useState(tenant.name);
  const [profile, setProfile] = useState(tenant.profile);
  const [limit, setLimit] = useState(tenant.rateLimit === null ? '' : String(tenant.rateLimit));
  const { busy, problem, run } = useAct();
  const rateLimit = limitOf(limit);
  const changes: TenantChanges = {
    ...(name.trim() === tenant.name ? {} : { name: name.trim() }),
    ...(profile === tenant.profile ? {} : { profile }),
    ...(rateLimit === undefined || rateLimit === tenant.rateLimit ? {} : { rateLimit }),
  };
  const isNothing = Object.keys(changes).length === 0;
  const isOn = tenant.provisioning === 'enabled';
  const save = (): Promise<boolean> =>
    run(async () => {
      const changed = await tenants.change(tenant.id, changes);
      await onDone(say('manage.saved', { name: isolated(changed.name) }));
    });
  return (
    <Confirm
      title={say('manage.title', { name: isolated(tenant.name) })}
      act={say('manage.save')}
      danger={false}
      busy={busy}
      disabled={isNothing || name.trim() === '' || rateLimit === undefined}
      problem={problem}
      onAct={() => void save()}
      onClose={onClose}
    >
      <Field label={say('operator.name')} value={name} onChange={setName} isRequired />
      <ProfileChoice value={profile} onChange={setProfile} />
      {profile === tenant.profile ? null : <p>{say(`manage.profile.${profile}`)}</p>}
      <Field
        label={say('manage.limit')}
        description={say('manage.limit.for', { least: number(LEAST), most: number(MOST) })}
        error={rateLimit === undefined ? say('manage.limit.wrong') : undefined}
        value={limit}
        onChange={setLimit}
      />
      <div className="acts manage-acts">
        <Button onPress={() => onAct('switch')}>
          {say(isOn ? 'tenant.switch.off' : 'tenant.switch.on')}
        </Button>
        <Button look="danger" onPress={() => onAct('erase')}>
          {say('erase.open')}
        </Button>
      </div>
    </Confirm>
  );
};
