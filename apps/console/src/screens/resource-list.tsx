import { useState, type ReactNode } from 'react';
import type { Page } from '../api/admin';
import { useKeptAnswer } from '../api/answer';
import { useTexts } from '../frame/speaking';
import { useTenant } from '../frame/tenant';
import { Link } from '../parts/link';
import { Name } from '../parts/name';
import { ProblemNotice } from '../parts/notice';
import { Pager } from '../parts/pager';
import { Waiting } from '../parts/screen';
import { Table, type Column } from '../parts/table';

const COUNT = 50;
const FRESH_MS = 5_000;
/** A filtered or sorted list reads all rows of the tenant: it is loaded less often. */
const SOUGHT_MS = 30_000;

/** The users or the groups of the tenant as they are now, page by page. */
export const ResourceList = <Kind extends 'users' | 'groups', Row extends ResourceRow>({
  kind,
  list,
  sought,
  name,
  nameOf,
  columns,
}: {
  kind: Kind;
  list: (startIndex: number, count: number) => Promise<Page<Kind, Row>>;
  /** What they are narrowed and sorted by; '' for all in their own order. */
  sought: string;
  /** Of the column that leads to each. */
  name: string;
  nameOf: (row: Row) => string;
  columns: readonly Column<Row>[];
}) => {
  const { say, count, time } = useTexts();
  const { tenant } = useTenant();
  const [page, turn] = useState({ sought, startIndex: 1 });
  // A new search begins with its first page.
  const startIndex = page.sought === sought ? page.startIndex : 1;
  const move = (next: number): void => turn({ sought, startIndex: next });
  const { value, problem } = useKeptAnswer(
    `${tenant.id} ${kind} ${startIndex} ${sought}`,
    () => list(startIndex, COUNT),
    sought === '' ? FRESH_MS : SOUGHT_MS,
  );
  const at = `/tenants/${encodeURIComponent(tenant.id)}/${kind}`;
  const lead: Column<Row> = {
    title: name,
    cell: (row): ReactNode => (
      <Link to={`${at}/${encodeURIComponent(row.id)}`}>
        <Name>{nameOf(row)}</Name>
      </Link>
    ),
  };
  return (
    <>
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
            none={say(sought === '' ? `${kind}.none` : `${kind}.none.found`)}
            columns={[
              lead,
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
    </>
  );
};

interface ResourceRow {
  readonly id: string;
  readonly lastModified: string;
}
