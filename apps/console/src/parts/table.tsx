import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly narrow?: boolean;
  /** Not shown on a narrow screen: it stands on the page of the row. */
  readonly extra?: boolean;
}

const classOf = (narrow = false, extra = false): string | undefined =>
  [narrow ? 'cell-narrow' : '', extra ? 'cell-extra' : ''].join(' ').trim() || undefined;

/**
 * Rows in columns; on a narrow screen each row becomes a card with titles next to the values.
 * The roles are said aloud because that layout takes them away.
 */
export const Table = <Row,>({
  caption,
  columns,
  rows,
  keyOf,
  none,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  none: string;
}) =>
  rows.length === 0 ? (
    <p className="none">{none}</p>
  ) : (
    <table role="table" className="table">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title }) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={keyOf(row)}>
            {columns.map(({ title, cell, narrow, extra }) => (
              <td key={title} role="cell" data-title={title} className={classOf(narrow, extra)}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
