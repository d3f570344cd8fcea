import { useState } from 'react';
import { links } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Link, NewLink, TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/choice';
import { Confirm } from '../../parts/confirm';
import { Field } from '../../parts/field';
import { Name } from '../../parts/name';
import { ProblemNotice, type Tone } from '../../parts/notice';
import { isolated } from '../../texts/isolated';
import { MadeLink } from './made-link';

const ROLES = ['administrator', 'viewer'] as const;
const LIVES = ['24', '72', '168'] as const;
const TONES: Readonly<Record<Link['status'], Tone>> = {
  open: 'good',
  used: 'calm',
  expired: 'warn',
  revoked: 'bad',
};

/** Set-up links of a tenant: a new one, which is seen once, and the ones there are. */
export const Links = ({ tenant, onClose }: { tenant: TenantState; onClose: () => void }) => {
  const { say, count } = useTexts();
  const [role, setRole] = useState<(typeof ROLES)[number]>('administrator');
  const [label, setLabel] = useState('');
  const [hours, setHours] = useState<(typeof LIVES)[number]>('24');
  const [made, setMade] = useState<NewLink & { role: typeof role }>();
  const { value, problem, again } = useAnswer(tenant.id, () => links.list(tenant.id));
  const making = useAct();
  const revoking = useAct();
  const make = (): Promise<boolean> =>
    making.run(async () => {
      const body = { role, label: label.trim(), expiresInHours: Number(hours) };
      setMade({ ...(await links.create(tenant.id, body)), role });
      await again();
    });
  const revoke = (id: string): Promise<boolean> =>
    revoking.run(async () => {
      await links.revoke(tenant.id, id);
      if (made?.id === id) setMade(undefined);
      await again();
    });
  return (
    <Confirm
      title={say('links.of', { name: isolated(tenant.name) })}
      act={say('links.make')}
      danger={false}
      busy={making.busy}
      problem={making.problem ?? revoking.problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      <p>{say('links.text')}</p>
      {made ? <MadeLink key={made.id} made={made} tenant={tenant} /> : null}
      <Field
        label={say('links.label')}
        description={say('links.label.for')}
        value={label}
        onChange={setLabel}
      />
      <Choice
        label={say('links.life')}
        value={hours}
        onChange={setHours}
        options={LIVES.map((one) => ({ value: one, text: count('days', Number(one) / 24) }))}
      />
      <Choice
        label={say('links.role')}
        value={role}
        onChange={setRole}
        options={ROLES.map((one) => ({
          value: one,
          text: say(`role.${one}`),
          description: say(`role.${one}.means`),
        }))}
      />
      <ProblemNotice problem={problem} />
      {value && value.links.length > 0 ? (
        <ul className="link-list">
          {value.links.map((link) => (
            <Given key={link.id} link={link} onRevoke={() => void revoke(link.id)} />
          ))}
        </ul>
      ) : null}
    </Confirm>
  );
};

const Given = ({ link, onRevoke }: { link: Link; onRevoke: () => void }) => {
  const { say, time } = useTexts();
  const { role, status, label, expiresAt } = link;
  const name = label || say('links.unlabelled');
  return (
    <li>
      <Badge tone={TONES[status]}>{say(`links.${status}`)}</Badge>
      <strong>
        <Name>{name}</Name>
      </strong>
      <span>{say('links.until', { role: say(`role.${role}`), time: time(expiresAt) })}</span>
      {status === 'open' || status === 'used' ? (
        <Button
          look="quiet"
          aria-label={say('links.revoke', { name: isolated(name) })}
          onPress={onRevoke}
        >
          {say('tokens.revoke')}
        </Button>
      ) : null}
    </li>
  );
};
