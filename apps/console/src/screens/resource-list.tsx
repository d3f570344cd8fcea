import { useState } from 'react';
import type { Page } from '../api/admin';
import { useKeptAnswer } from '../api/answer';
import { useTexts } from '../frame/speaking';
import { useTenant } from '../frame/tenant';
import { Field } from '../parts/field';
import { Link } from '../parts/link';
import { ProblemNotice } from '../parts/notice';
import { Pager } from '../parts/pager';
import { Screen, Waiting } from '../parts/screen';
import { Table, type Column } from '../parts/table';
import { useLate } from './late';

const COUNT = 50;

/** The users or the groups of the tenant as they are now: searched, and page by page. */
export const ResourceList = <Kind extends 'users' | 'groups', Row extends ResourceRow>({
  kind,
  list,
  name,
  nameOf,
  columns,
}: {
  kind: Kind;
  list: (
    tenant: string,
    search: string,
    startIndex: number,
    count: number,
  ) => Promise<Page<Kind, Row>>;
  /** Of the column that leads to each. */
  name: string;
  nameOf: (row: Row) => string;
  columns: readonly Column<Row>[];
}) => {
  const { say, count, time } = useTexts();
  const { tenant } = useTenant();
  const [search, setSearch] = useState('');
  const [startIndex, move] = useState(1);
  const late = useLate(search);
  const { value, problem } = useKeptAnswer(
    `${tenant.id} ${late} ${startIndex}`,
    () => list(tenant.id, late, startIndex, COUNT),
    5_000,
  );
  const at = `/tenants/${encodeURIComponent(tenant.id)}/${kind}`;
  return (
    <Screen title={say(`${kind}.title`)} lead={say(`${kind}.lead`)}>
      <Field
        label={say(`${kind}.search`)}
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
            {count(`${kind}.total`, value.total)}
          </p>
          <Table<Row>
            caption={say(`${kind}.title`)}
            rows={value[kind]}
            keyOf={({ id }) => id}
            none={say(late ? `${kind}.none.found` : `${kind}.none`)}
            columns={[
              { title: name, cell: (row) => <Link to={`${at}/${row.id}`}>{nameOf(row)}</Link> },
              ...columns,
              {
                title: say('users.changed'),
                narrow: true,
                cell: ({ lastModified }) => time(lastModified),
              },
            ]}
          />
          <Pager total={value.total} startIndex={value.startIndex} count={COUNT} onMove={move} />
        </>
      ) : problem ? null : (
        <Waiting />
      )}
    </Screen>
  );
};

interface ResourceRow {
  readonly id: string;
  readonly lastModified: string;
}
