import { useState } from 'react';
import { groups } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { GroupRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Field } from '../../parts/field';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Pager } from '../../parts/pager';
import { Screen, Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { useLate } from '../late';

const COUNT = 50;

export const Groups = () => {
  const { say, count, number, time } = useTexts();
  const { tenant } = useTenant();
  const [search, setSearch] = useState('');
  const [startIndex, move] = useState(1);
  const late = useLate(search);
  const { value, problem } = useAnswer(
    `${tenant.id} ${late} ${startIndex}`,
    () => groups.list(tenant.id, late, startIndex, COUNT),
    5_000,
  );
  const at = `/tenants/${encodeURIComponent(tenant.id)}/groups`;
  return (
    <Screen title={say('groups.title')} lead={say('groups.lead')}>
      <Field
        label={say('groups.search')}
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
            {count('groups.total', value.total)}
          </p>
          <Table<GroupRow>
            caption={say('groups.title')}
            rows={value.groups}
            keyOf={({ id }) => id}
            none={say(late ? 'groups.none.found' : 'groups.none')}
            columns={[
              {
                title: say('groups.name'),
                cell: ({ id, displayName }) => <Link to={`${at}/${id}`}>{displayName}</Link>,
              },
              {
                title: say('groups.members'),
                narrow: true,
                cell: ({ memberCount }) => number(memberCount),
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
