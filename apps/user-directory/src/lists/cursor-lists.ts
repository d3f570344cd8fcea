import { Injectable } from '@nestjs/common';
import type { ListQuestion, PageMark, PageMarks } from '@rollcall/contracts';
import { LIMITS } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import type { Caller } from './caller';
import { membershipsOf, conditionsOf } from './conditions';
import { checkPageSize } from './page-size-limit';
import { firstPage, saveSnapshot, snapshotPage, laterPage, type ListSql } from './cursor.queries';
import { ListReads, type Look } from './list-reads';
import type { ResourceTable } from './resource-table';
import type { Listing } from './listing.interceptor';
import { LOST } from './resource-lists';

/** A page by cursor: a ListResponse without cursors, and where its neighbours begin. */
export interface MarkedPage extends Listing {
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
  readonly oversized: boolean | null;
}

interface PageResult {
  readonly row: Row | undefined;
  readonly marks: PageMarks;
}

type PositionMark = Extract<PageMark, { upto: number }>;
type SnapshotMark = Extract<PageMark, { list: string }>;

/** Below every ordinal. */
const BEFORE_ALL = -1;

/** Lists that are read on by cursors (docs/adr/0007). */
@Injectable()
export class CursorLists {
  constructor(private readonly reads: ListReads) {}

  /**
   * 'behind' when the position was not reached in time, 'gone' when its snapshot is gone.
   * Rejects as ResourceLists does.
   */
  async answer(
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    cursor: PageMark | 'first',
    caller: Caller,
  ): Promise<MarkedPage | 'behind' | 'gone'> {
    const look: Look<PageResult | undefined> = async (database, patient) => {
      if (await database.isOfFormerEpoch(tenantId, question.epoch)) return LOST;
      const ask: Ask = async (text, values) =>
        (await database.query<Row>(tenantId, patient, { text, values }))[0];
      const found = await this.page(ask, tenantId, table, question, cursor);
      const position = found.row ? Number(found.row.position ?? 0) : Number.POSITIVE_INFINITY;
      return { position, answer: found };
    };
    // A snapshot is written, and noted when it is read: only the primary can.
    const found = isSnapshot(question, cursor)
      ? await this.reads.onPrimary(tenantId, question.atLeast, caller, look)
      : await this.reads.until(tenantId, question.atLeast, caller, look);
    if (!found) return 'behind';
    const { row, marks } = found;
    checkPageSize(row);
    return row ? { text: row.text, position: Number(row.position ?? 0), marks } : 'gone';
  }

  private page(
    ask: Ask,
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    cursor: PageMark | 'first',
  ): Promise<PageResult> {
    if (cursor !== 'first')
      return 'list' in cursor
        ? this.snapshot(ask, tenantId, table, question, cursor)
        : this.later(ask, tenantId, table, question, cursor);
    return question.sortBy === undefined
      ? this.first(ask, tenantId, table, question)
      : this.sorted(ask, tenantId, table, question, randomUUID());
  }

  private async first(
    ask: Ask,
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
  ): Promise<PageResult> {
    const { shown, more } = shownOf(table, question, 5);
    const { count, baseUrl } = question;
    const row = await ask(firstPage(shown), [tenantId, count, BEFORE_ALL, baseUrl, ...more]);
    const bounds = { upto: Number(row?.upto ?? 0), total: Number(row?.total ?? 0) };
    const goesOn = row?.more && count > 0;
    return { row, marks: goesOn ? { next: { ...bounds, after: Number(row.last) } } : {} };
  }

  private async later(
    ask: Ask,
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    mark: PositionMark,
  ): Promise<PageResult> {
    const { upto, total } = mark;
    const forward = 'after' in mark;
    const at = forward ? mark.after : mark.before;
    const { shown, more } = shownOf(table, question, 7);
    const values = [tenantId, question.count, at, question.baseUrl, upto, total, ...more];
    const row = await ask(laterPage(shown, forward ? 'after' : 'before'), values);
    return { row, marks: row ? neighbours(row, { upto, total }, forward, at) : {} };
  }

  private async sorted(
    ask: Ask,
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    list: string,
  ): Promise<PageResult> {
    const { shown, more, order } = shownOf(table, question, 7);
    const { count, baseUrl, atLeast } = question;
    const seconds = 2 * LIMITS.cursorSeconds;
    const values = [tenantId, count, list, baseUrl, atLeast, seconds, ...more];
    const row = await ask(saveSnapshot(shown, order), values);
    const goesOn = count > 0 && Number(row?.total ?? 0) > count;
    return { row, marks: goesOn ? { next: { list, from: count + 1 } } : {} };
  }

  private async snapshot(
    ask: Ask,
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    { list, from }: SnapshotMark,
  ): Promise<PageResult> {
    const { count, baseUrl } = question;
    const { shown } = shownOf(table, question, 1);
    const row = await ask(snapshotPage(shown), [tenantId, count, list, baseUrl, from]);
    const marks: PageMarks = {
      ...(from + count <= Number(row?.total ?? 0) ? { next: { list, from: from + count } } : {}),
      ...(from > 1 ? { previous: { list, from: Math.max(1, from - count) } } : {}),
    };
    return { row, marks };
  }
}

/** The row that a statement has, in a turn of the tenant. */
type Ask = (text: string, values: unknown[]) => Promise<Row | undefined>;

const isSnapshot = ({ sortBy }: ListQuestion, cursor: PageMark | 'first'): boolean =>
  cursor === 'first' ? sortBy !== undefined : 'list' in cursor;

/** `more`: values of the filter's parameters, which begin at `$first`. */
const shownOf = (
  table: ResourceTable,
  question: ListQuestion,
  first: number,
): { shown: ListSql; more: readonly unknown[]; order: string } => {
  const { sql, values, order } = conditionsOf(table, question, first);
  const memberships = membershipsOf(table, question);
  return { shown: { table, condition: sql, memberships }, more: values, order };
};

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
