import { useState } from 'react';
import { tenants } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { isolated } from '../../texts/isolated';
import { ProfileChoice } from './profile-choice';

export const NewTenant = ({
  onMade,
  onClose,
}: {
  onMade: (said: string) => Promise<void>;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  const [name, setName] = useState('');
  const [id, setId] = useState('');
  const [profile, setProfile] = useState<ProfileName>('strict');
  const { busy, problem, run } = useAct();
  const create = (): Promise<boolean> =>
    run(async () => {
      await tenants.create({ name: name.trim(), profile, ...(id.trim() ? { id: id.trim() } : {}) });
      await onMade(say('operator.made', { name: isolated(name.trim()) }));
    });
  return (
    <Confirm
      title={say('operator.create')}
      act={say('operator.create.do')}
      danger={false}
      busy={busy}
      disabled={name.trim() === ''}
      problem={problem}
      onAct={() => void create()}
      onClose={onClose}
    >
      <Field label={say('operator.name')} value={name} onChange={setName} isRequired />
      <Field
        label={say('operator.id')}
        description={say('operator.id.for')}
        value={id}
        onChange={setId}
      />
      <ProfileChoice value={profile} onChange={setProfile} />
    </Confirm>
  );
};
