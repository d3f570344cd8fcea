import { useState } from 'react';
import { users } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { UserRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Field } from '../../parts/field';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Pager } from '../../parts/pager';
import { Screen, Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { useLate } from '../late';

const COUNT = 50;

export const Users = () => {
  const { say, count, time } = useTexts();
  const { tenant } = useTenant();
  const [search, setSearch] = useState('');
  const [startIndex, move] = useState(1);
  const late = useLate(search);
  const { value, problem } = useAnswer(
    `${tenant.id} ${late} ${startIndex}`,
    () => users.list(tenant.id, late, startIndex, COUNT),
    5_000,
  );
  const at = `/tenants/${encodeURIComponent(tenant.id)}/users`;
  return (
    <Screen title={say('users.title')} lead={say('users.lead')}>
      <Field
        label={say('users.search')}
        type="search"
        value={search}
        onChange={(next) => {
          setSearch(next);
          move(1);
        }}
      />
      <ProblemNotice problem={problem} />
      {value ? (
        <>
          <p role="status" className="small">
            {count('users.total', value.total)}
          </p>
          <Table<UserRow>
            caption={say('users.title')}
            rows={value.users}
            keyOf={({ id }) => id}
            none={say(late ? 'users.none.found' : 'users.none')}
            columns={[
              {
                title: say('users.userName'),
                cell: ({ id, userName }) => <Link to={`${at}/${id}`}>{userName}</Link>,
              },
              { title: say('users.displayName'), cell: ({ displayName }) => displayName ?? '–' },
              {
                title: say('users.state'),
                narrow: true,
                cell: ({ active }) => (
                  <Badge tone={active ? 'good' : 'calm'}>
                    {say(active ? 'users.active' : 'users.inactive')}
                  </Badge>
                ),
              },
              {
                title: say('users.changed'),
                narrow: true,
                cell: ({ lastModified }) => time(lastModified),
              },
            ]}
          />
          <Pager total={value.total} startIndex={startIndex} count={COUNT} onMove={move} />
        </>
      ) : problem ? null : (
        <Waiting />
      )}
    </Screen>
  );
};
