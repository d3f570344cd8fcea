import { useState } from 'react';
import { links } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Link, NewLink, TenantState } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/choice';
import { Confirm } from '../../parts/confirm';
import { CopyField } from '../../parts/copied';
import { ProblemNotice, type Tone } from '../../parts/notice';

const ROLES = ['administrator', 'viewer'] as const;
const TONES: Readonly<Record<Link['status'], Tone>> = {
  open: 'good',
  used: 'calm',
  expired: 'warn',
  revoked: 'bad',
};

/** Set-up links of a tenant: a new one, which is seen once, and the ones there are. */
export const Links = ({ tenant, onClose }: { tenant: TenantState; onClose: () => void }) => {
  const { say, time } = useTexts();
  const [role, setRole] = useState<(typeof ROLES)[number]>('administrator');
  const [made, setMade] = useState<NewLink>();
  const { value, problem, again } = useAnswer(tenant.id, () => links.list(tenant.id));
  const making = useAct();
  const revoking = useAct();
  const make = (): Promise<boolean> =>
    making.run(async () => {
      setMade(await links.create(tenant.id, { role, expiresInHours: 24 }));
      await again();
    });
  const revoke = (id: string): Promise<boolean> =>
    revoking.run(async () => {
      await links.revoke(tenant.id, id);
      await again();
    });
  return (
    <Confirm
      title={say('links.of', { name: tenant.name })}
      act={say('links.make')}
      danger={false}
      busy={making.busy}
      problem={making.problem ?? revoking.problem}
      onAct={() => void make()}
      onClose={onClose}
    >
      <p>{say('links.text')}</p>
      {made ? <CopyField label={say('links.url')} value={made.url} /> : null}
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
          {value.links.map(({ id, role: of, status, expiresAt }) => (
            <li key={id}>
              <Badge tone={TONES[status]}>{say(`links.${status}`)}</Badge>
              <span>{say('links.until', { role: say(`role.${of}`), time: time(expiresAt) })}</span>
              {status === 'open' || status === 'used' ? (
                <Button look="quiet" onPress={() => void revoke(id)}>
                  {say('tokens.revoke')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </Confirm>
  );
};
