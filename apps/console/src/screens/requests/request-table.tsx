import { useState } from 'react';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Table } from '../../parts/table';
import { useTokenNamer } from '../tokens/token-namer';
import { titleOf } from './advice';
import { folded, type Folded } from './folded';
import { Nothing, Who } from './who';

export const isRefused = ({ status }: Pick<RequestRow, 'status'>): boolean => status >= 400;

export const StatusBadge = ({ status }: { status: number }) => (
  <Badge tone={isRefused({ status }) ? 'bad' : 'good'}>{String(status)}</Badge>
);

/** A line of the table: a request, or the newest of refusals that say the same. */
interface Line {
  readonly row: RequestRow;
  readonly count: number;
  /** Of several entries: those that it stands for. */
  readonly fold: Folded | undefined;
}

const linesOf = (fold: Folded, isOpen: boolean): readonly Line[] => {
  const [row, ...others] = fold.rows;
  if (others.length === 0) return [{ row, count: row.count, fold: undefined }];
  const head = { row, count: fold.count, fold };
  const each = others.map((one) => ({ row: one, count: one.count, fold: undefined }));
  return isOpen ? [head, ...each] : [head];
};

/** How many people the requests of a line are about. */
const peopleOf = (fold: Folded | undefined): number =>
  new Set(fold?.rows.flatMap(({ resourceId }) => resourceId ?? [])).size;

/** What was sent and answered; equal refusals are one line that opens. */
export const RequestTable = ({
  rows,
  provider,
}: {
  rows: readonly RequestRow[];
  provider: string;
}) => {
  const texts = useTexts();
  const { say, count, time, number } = texts;
  const tokenOf = useTokenNamer();
  const { tenant } = useTenant();
  const [opened, open] = useState<ReadonlySet<string>>(new Set());
  const at = `/tenants/${encodeURIComponent(tenant.id)}/requests`;
  const toggle = (key: string): void =>
    open(
      (before) =>
        new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]),
    );
  return (
    <div className="request-list">
      <Table<Line>
        caption={say('requests.title')}
        rows={folded(rows).flatMap((fold) => linesOf(fold, opened.has(fold.key)))}
        keyOf={({ row }) => row.id}
        none={say('requests.none')}
        columns={[
          { title: say('requests.at'), narrow: true, cell: ({ row }) => time(row.at) },
          {
            title: say('requests.request'),
            cell: ({ row, fold }) => (
              <>
                <Link to={`${at}/${encodeURIComponent(row.id)}`} className="request-link">
                  <strong>{row.method}</strong> <span className="path">{row.path}</span>
                </Link>
                {fold ? (
                  <Button
                    look="quiet"
                    aria-expanded={opened.has(fold.key)}
                    onPress={() => toggle(fold.key)}
                  >
                    {count(
                      opened.has(fold.key) ? 'requests.fold' : 'requests.unfold',
                      fold.rows.length - 1,
                    )}
                  </Button>
                ) : null}
              </>
            ),
          },
          {
            title: say('requests.status'),
            narrow: true,
            cell: ({ row: { status, switchOff }, count: times }) => (
              <>
                <StatusBadge status={status} />
                {times > 1 ? ` ×${number(times)}` : null}{' '}
                {switchOff ? <Badge tone="bad">{say('requests.switch-off')}</Badge> : null}
              </>
            ),
          },
          {
            title: say('requests.why'),
            cell: ({ row }) =>
              isRefused(row) ? (
                <span className="why">{titleOf(texts, row, provider)}</span>
              ) : (
                <Nothing />
              ),
          },
          {
            title: say('requests.who'),
            cell: ({ row, fold }) => {
              const people = peopleOf(fold);
              return (
                <span className="who">
                  {people > 1 ? count('requests.people', people) : <Who row={row} />}
                </span>
              );
            },
          },
          {
            title: say('requests.duration'),
            narrow: true,
            extra: true,
            cell: ({ row }) => texts.duration(row.ms),
          },
          {
            title: say('requests.token'),
            extra: true,
            cell: ({ row: { tokenId, tokenLabel, test } }) => (
              <>
                {tokenOf(tokenId, tokenLabel)}{' '}
                {test ? <Badge tone="calm">{say('requests.test')}</Badge> : null}
              </>
            ),
          },
        ]}
      />
    </div>
  );
};
