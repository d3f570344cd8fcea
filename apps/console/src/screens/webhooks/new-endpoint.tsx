import { useState } from 'react';
import { useAct } from '../../api/answer';
import { webhooks } from '../../api/webhooks';
import { useTexts } from '../../frame/speaking';
import { Choice } from '../../parts/choice';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';

const BEGINS = ['now', 'start'] as const;

/** Asks what a new endpoint is to be. */
export const NewEndpoint = ({
  onMade,
  onClose,
}: {
  onMade: (made: { name: string; secret: string }) => Promise<void>;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [tenantId, setTenantId] = useState('');
  const [types, setTypes] = useState('');
  const [from, setFrom] = useState<(typeof BEGINS)[number]>('now');
  const { busy, problem, run } = useAct();
  const create = (): Promise<boolean> =>
    run(async () => {
      const chosen = types.split(/[\s,]+/).filter((type) => type !== '');
      const made = await webhooks.create({
        name: name.trim(),
        url: url.trim(),
        from,
        ...(tenantId.trim() === '' ? {} : { tenantId: tenantId.trim() }),
        ...(chosen.length === 0 ? {} : { types: chosen }),
      });
      await onMade(made);
    });
  return (
    <Confirm
      title={say('webhooks.add')}
      act={say('webhooks.add.do')}
      danger={false}
      busy={busy}
      disabled={name.trim() === '' || url.trim() === ''}
      problem={problem}
      onAct={() => void create()}
      onClose={onClose}
    >
      <Field
        label={say('webhooks.name')}
        description={say('webhooks.name.for')}
        value={name}
        onChange={setName}
        isRequired
      />
      <Field
        label={say('webhooks.url')}
        description={say('webhooks.url.for')}
        value={url}
        onChange={setUrl}
        isRequired
      />
      <Field
        label={say('webhooks.tenant')}
        description={say('webhooks.tenant.for')}
        value={tenantId}
        onChange={setTenantId}
      />
      <Field
        label={say('webhooks.types')}
        description={say('webhooks.types.for')}
        value={types}
        onChange={setTypes}
      />
      <Choice
        label={say('webhooks.from')}
        value={from}
        onChange={setFrom}
        options={BEGINS.map((value) => ({ value, text: say(`webhooks.from.${value}`) }))}
      />
    </Confirm>
  );
};
