import { useState } from 'react';
import { groups } from '../../api/admin';
import { useKeptAnswer } from '../../api/answer';
import type { MemberRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Field } from '../../parts/field';
import { Link } from '../../parts/link';
import { Name } from '../../parts/name';
import { ProblemNotice } from '../../parts/notice';
import { Pager } from '../../parts/pager';
import { Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { useLate } from '../late';

const COUNT = 25;
const FRESH_MS = 15_000;

/** Who is in a group now: how many, by their names, searched and page by page. */
export const Members = ({ group }: { group: string }) => {
  const { say, count, number } = useTexts();
  const { tenant } = useTenant();
  const [typed, type] = useState('');
  const search = useLate(typed);
  const [page, turn] = useState({ search, startIndex: 1 });
  const startIndex = page.search === search ? page.startIndex : 1;
  const { value, problem } = useKeptAnswer(
    `${tenant.id} ${group} ${startIndex} ${search}`,
    () => groups.members(tenant.id, group, { search, startIndex, count: COUNT }),
    FRESH_MS,
  );
  return (
    <section aria-label={say('groups.members')} className="members">
      <h2>{say('groups.members')}</h2>
      <Field label={say('members.search')} type="search" value={typed} onChange={type} />
      <ProblemNotice problem={problem} />
      {value ? (
        <>
          <p role="status" className="small">
            {count('members.total', value.total)}
            {value.lookedAt === null
              ? null
              : ` ${say('members.looked', { count: number(value.lookedAt) })}`}
          </p>
          <Table<MemberRow>
            caption={say('groups.members')}
            rows={value.members}
            keyOf={({ id }) => id}
            none={say(search === '' ? 'members.none' : 'members.none.found')}
            columns={[
              { title: say('groups.name'), cell: (row) => <Member row={row} /> },
              {
                title: say('users.userName'),
                cell: ({ userName }) => (userName ? <Name>{userName}</Name> : '–'),
              },
              { title: say('users.state'), narrow: true, cell: (row) => <State row={row} /> },
            ]}
          />
          <Pager
            total={value.total}
            startIndex={value.startIndex}
            count={COUNT}
            onMove={(next) => turn({ search, startIndex: next })}
          />
        </>
      ) : problem ? null : (
        <Waiting />
      )}
    </section>
  );
};

const Member = ({ row: { id, type, name } }: { row: MemberRow }) => {
  const { tenant } = useTenant();
  const kind = type === 'User' ? 'users' : 'groups';
  return (
    <Link to={`/tenants/${encodeURIComponent(tenant.id)}/${kind}/${encodeURIComponent(id)}`}>
      <Name>{name ?? id}</Name>
    </Link>
  );
};

const State = ({ row: { type, active } }: { row: MemberRow }) => {
  const { say } = useTexts();
  if (type === 'Group') return <Badge tone="calm">{say('groups.one')}</Badge>;
  return (
    <Badge tone={active ? 'good' : 'calm'}>{say(active ? 'users.active' : 'users.inactive')}</Badge>
  );
};
