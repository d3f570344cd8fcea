import type { ListQuestion, PageMark, PageMarks } from '@rollcall/contracts';
import { LIMITS } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { WaitFor } from '../projecting/wait-for';
import { firstPage, KEPT_PAGE, keepList, laterPage } from './cursor.queries';
import { conditionsOf, type Conditions } from './conditions';

/** A page by cursor: a ListResponse without cursors, and where its neighbours begin. */
export interface MarkedPage {
  readonly text: string;
  readonly marks: PageMarks;
}

interface Row {
  readonly position: string | null;
  readonly text: string;
  readonly total: string;
  readonly upto: string | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly more: boolean | null;
}

type Placed = Extract<PageMark, { upto: number }>;

/** Lists that are read on by cursors (docs/adr/0007). */
export class CursorLists {
  constructor(
    private readonly pool: Pool,
    private readonly wait: WaitFor,
  ) {}

  /** 'behind' when the position was not reached in time, 'gone' when the list is not kept any more. */
  async answer(
    tenantId: string,
    question: ListQuestion,
    cursor: PageMark | 'first',
  ): Promise<MarkedPage | 'behind' | 'gone'> {
    const page = await this.wait.until<MarkedPage | 'gone'>(
      tenantId,
      question.atLeast,
      async () => {
        const { row, marks } = await this.page(tenantId, question, cursor);
        if (!row) return { position: Number.POSITIVE_INFINITY, answer: 'gone' };
        return { position: Number(row.position ?? 0), answer: { text: row.text, marks } };
      },
    );
    return page ?? 'behind';
  }

  private page(
    tenantId: string,
    question: ListQuestion,
    cursor: PageMark | 'first',
  ): Promise<{ row: Row | undefined; marks: PageMarks }> {
    const { count, baseUrl, sortBy } = question;
    const values = [tenantId, count, `,"location":"${baseUrl}/Users/`];
    if (cursor === 'first')
      return sortBy === undefined
        ? this.first(question, values)
        : this.sorted(question, values, randomUUID());
    return 'list' in cursor
      ? this.kept(question, values, cursor)
      : this.later(question, values, cursor);
  }

  private async first(question: ListQuestion, values: unknown[]) {
    const { sql, values: more } = this.where(question, 4);
    const row = await this.ask(firstPage(sql), [...values, ...more]);
    const bounds = { upto: Number(row?.upto ?? 0), total: Number(row?.total ?? 0) };
    const goesOn = row?.more && question.count > 0;
    return { row, marks: goesOn ? { next: { ...bounds, after: Number(row.last) } } : {} };
  }

  private async later(question: ListQuestion, values: unknown[], mark: Placed) {
    const { upto, total } = mark;
    const forward = 'after' in mark;
    const at = forward ? mark.after : mark.before;
    const { sql, values: more } = this.where(question, 7);
    const query = laterPage(sql, forward ? 'after' : 'before');
    const row = await this.ask(query, [...values, at, upto, total, ...more]);
    return { row, marks: row ? neighbours(row, { upto, total }, forward, at) : {} };
  }

  private async sorted(question: ListQuestion, values: unknown[], list: string) {
    const { sql = 'true', values: more, order } = this.where(question, 7);
    const row = await this.ask(keepList(sql, order), [
      ...[...values, list, question.atLeast, 2 * LIMITS.cursorSeconds],
      ...more,
    ]);
    const { count } = question;
    const goesOn = count > 0 && Number(row?.total ?? 0) > count;
    return { row, marks: goesOn ? { next: { list, from: count + 1 } } : {} };
  }

  private async kept(
    { count }: ListQuestion,
    values: unknown[],
    { list, from }: Extract<PageMark, { list: string }>,
  ) {
    const row = await this.ask(KEPT_PAGE, [...values, list, from]);
    const marks: PageMarks = {
      ...(from + count <= Number(row?.total ?? 0) ? { next: { list, from: from + count } } : {}),
      ...(from > 1 ? { previous: { list, from: Math.max(1, from - count) } } : {}),
    };
    return { row, marks };
  }

  private where(question: ListQuestion, first: number): Conditions {
    return conditionsOf(question, first);
  }

  private async ask(text: string, values: unknown[]): Promise<Row | undefined> {
    return (await this.pool.query<Row>(text, values)).rows[0];
  }
}

/** The page that was come from is there; beyond this one there is what the extra row says. */
const neighbours = (
  { first, last, more }: Row,
  bounds: { upto: number; total: number },
  forward: boolean,
  at: number,
): PageMarks => {
  const next = { ...bounds, after: last === null ? at - 1 : Number(last) };
  const previous = { ...bounds, before: first === null ? at + 1 : Number(first) };
  if (forward) return { previous, ...(more ? { next } : {}) };
  return { next, ...(more ? { previous } : {}) };
};
