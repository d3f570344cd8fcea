import { useState } from 'react';
import { users, type DeletedPage } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { DeletedUser } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Name } from '../../parts/name';
import { ProblemNotice } from '../../parts/notice';
import { Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';

/** Who was deleted, newest first. Who was erased is not among them. */
export const DeletedList = ({ search }: { search: string }) => {
  const { say, time } = useTexts();
  const { tenant } = useTenant();
  const { value: first, problem } = useAnswer(tenant.id, () => users.deleted(tenant.id, search));
  const [older, setOlder] = useState<DeletedPage>();
  const more = useAct();
  const shown = older ?? first;
  const go = (): Promise<boolean> =>
    more.run(async () => {
      const page = await users.deleted(tenant.id, search, shown?.next);
      setOlder({ ...page, users: [...(shown?.users ?? []), ...page.users] });
    });
  if (!shown) return problem ? <ProblemNotice problem={problem} /> : <Waiting />;
  const at = `/tenants/${encodeURIComponent(tenant.id)}/users`;
  return (
    <>
      <Table<DeletedUser>
        caption={say('users.state.deleted')}
        rows={shown.users}
        keyOf={({ id }) => id}
        none={say(search === '' ? 'users.deleted.none' : 'users.none.found')}
        columns={[
          {
            title: say('users.userName'),
            cell: ({ id, userName }) => (
              <Link to={`${at}/${encodeURIComponent(id)}`}>
                <Name>{userName}</Name>
              </Link>
            ),
          },
          {
            title: say('users.displayName'),
            cell: ({ displayName }) => (displayName ? <Name>{displayName}</Name> : '–'),
          },
          {
            title: say('users.deleted.at'),
            narrow: true,
            cell: ({ deletedAt }) => time(deletedAt),
          },
        ]}
      />
      <ProblemNotice problem={more.problem} />
      {shown.lookedTo ? (
        <p className="small" role="status">
          {say('users.deleted.looked', { time: time(shown.lookedTo) })}
        </p>
      ) : null}
      {shown.next ? (
        <Button busy={more.busy} onPress={() => void go()}>
          {say('users.deleted.more')}
        </Button>
      ) : null}
    </>
  );
};
