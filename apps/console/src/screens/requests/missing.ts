import type { RequestRow } from '../../api/views';

/** Whether the list shows a row; undefined while the list is on its way. */
export type Shows = (row: RequestRow) => boolean | undefined;

const MOST = 500;

/**
 * The rows that the stream has sent and the list does not show yet. All of them, not the last one: an
 * older row may be sent after a newer one, and the list has it earlier.
 */
export class Missing {
  private readonly rows = new Map<string, RequestRow>();

  add(row: RequestRow): void {
    this.rows.set(row.id, row);
    if (this.rows.size > MOST) this.rows.delete(this.rows.keys().next().value as string);
  }

  /** Whether the list is there and lacks one of them; what it shows by now is forgotten. */
  any(shows: Shows): boolean {
    for (const [id, row] of this.rows) if (shows(row)) this.rows.delete(id);
    return [...this.rows.values()].some((row) => shows(row) === false);
  }

  /** They were requested often enough: a filter excludes them, or newer ones fill the page. */
  clear(): void {
    this.rows.clear();
  }
}
