import { useState } from 'react';
import { useAct } from '../../api/answer';
import { webhooks } from '../../api/webhooks';
import { useTexts } from '../../frame/speaking';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';

interface Act<T> {
  readonly name: string;
  readonly onDone: (done: T) => void | Promise<void>;
  readonly onClose: () => void;
}

export const DeleteEndpoint = ({ name, onDone, onClose }: Act<void>) => {
  const { say } = useTexts();
  const { busy, problem, run } = useAct();
  const act = (): Promise<boolean> =>
    run(async () => {
      await webhooks.remove(name);
      await onDone();
    });
  return (
    <Confirm
      title={say('webhooks.delete.title', { name })}
      act={say('webhooks.delete')}
      busy={busy}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      <p>{say('webhooks.delete.text')}</p>
    </Confirm>
  );
};

/** Hands on the new secret. */
export const ReplaceSecret = ({ name, onDone, onClose }: Act<string>) => {
  const { say } = useTexts();
  const { busy, problem, run } = useAct();
  const act = (): Promise<boolean> =>
    run(async () => onDone((await webhooks.replaceSecret(name)).secret));
  return (
    <Confirm
      title={say('webhooks.secret.new.title', { name })}
      act={say('webhooks.secret.new')}
      danger={false}
      busy={busy}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      <p>{say('webhooks.secret.new.text')}</p>
    </Confirm>
  );
};

/** Hands on what was done, in words. */
export const Replay = ({
  name,
  tenantId,
  onDone,
  onClose,
}: Act<string> & { tenantId: string | null }) => {
  const { say, number } = useTexts();
  const [tenant, setTenant] = useState(tenantId ?? '');
  const [from, setFrom] = useState('1');
  const { busy, problem, run } = useAct();
  const position = /^[1-9]\d{0,14}$/.test(from.trim()) ? Number(from) : undefined;
  const act = (): Promise<boolean> =>
    run(async () => {
      const start = position ?? 1;
      await webhooks.replay(name, tenant.trim(), start);
      await onDone(say('webhooks.was.replayed', { tenant: tenant.trim(), from: number(start) }));
    });
  return (
    <Confirm
      title={say('webhooks.replay.title')}
      act={say('webhooks.replay.do')}
      danger={false}
      busy={busy}
      disabled={tenant.trim() === '' || position === undefined}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      <p>{say('webhooks.replay.text')}</p>
      <Field label={say('webhooks.replay.tenant')} value={tenant} onChange={setTenant} isRequired />
      <Field
        label={say('webhooks.replay.from')}
        description={say('webhooks.replay.from.for')}
        value={from}
        onChange={setFrom}
        isRequired
      />
    </Confirm>
  );
};
