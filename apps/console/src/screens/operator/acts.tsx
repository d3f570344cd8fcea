import { useState } from 'react';
import { tenants } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { Notice } from '../../parts/notice';
import { isolated } from '../../texts/isolated';

interface Props {
  readonly tenant: TenantState;
  readonly onDone: (said: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before provisioning is switched off or on. */
export const SwitchTenant = ({ tenant, onDone, onClose }: Props) => {
  const { say } = useTexts();
  const { busy, problem, run } = useAct();
  const isOn = tenant.provisioning === 'enabled';
  const to = isOn ? 'off' : 'on';
  const name = isolated(tenant.name);
  const act = (): Promise<boolean> =>
    run(async () => {
      await tenants.change(tenant.id, { provisioning: isOn ? 'disabled' : 'enabled' });
      await onDone(say(`tenant.switch.${to}.done`, { name }));
    });
  return (
    <Confirm
      title={say(`tenant.switch.${to}.title`, { name })}
      act={say(`tenant.switch.${to}`)}
      danger={isOn}
      busy={busy}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      <p>{say(`tenant.switch.${to}.text`)}</p>
    </Confirm>
  );
};

/** Asks for the tenant's id, letter by letter, before everything of it is erased. */
export const EraseTenant = ({ tenant, onDone, onClose }: Props) => {
  const { say } = useTexts();
  const [typed, type] = useState('');
  const { busy, problem, run } = useAct();
  const isOn = tenant.provisioning === 'enabled';
  const name = isolated(tenant.name);
  const act = (): Promise<boolean> =>
    run(async () => {
      const { doneAt } = await tenants.erase(tenant.id);
      await onDone(say(doneAt === null ? 'erase.begun' : 'erase.done', { name }));
    });
  return (
    <Confirm
      title={say('erase.title', { name })}
      act={say('erase.do')}
      busy={busy}
      disabled={isOn || typed.trim() !== tenant.id}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      {isOn ? (
        <Notice tone="warn" quiet title={say('erase.on')}>
          <p>{say('erase.on.text')}</p>
        </Notice>
      ) : (
        <>
          <p>{say('erase.text')}</p>
          <Field label={say('erase.type', { id: tenant.id })} value={typed} onChange={type} />
        </>
      )}
    </Confirm>
  );
};
