import type { PageMark } from '@rollcall/contracts';
import { expiredCursor, invalidCount, invalidCursor, LIMITS } from '@rollcall/protocol';
import { Sealer } from '@rollcall/webhooks';

/** What a cursor is good for: one query of one tenant. Everything that must not change with a page. */
export interface Bound {
  readonly tenantId: string;
  readonly profile: string;
  readonly endpoint: string;
  readonly filter: string | undefined;
  readonly sortBy: string | undefined;
  readonly sortOrder: string;
  readonly count: number;
}

interface Sealed<Mark> {
  readonly mark: Mark;
  readonly count: number;
  /** Seconds since 1970. */
  readonly until: number;
}

const associated = ({ count: _, ...bound }: Bound): Buffer =>
  Buffer.from(JSON.stringify(Object.values(bound).map((value) => value ?? null)));

/**
 * Cursors as callers see them: a mark sealed with AES-256-GCM, so that it says nothing and cannot be
 * made or changed, with the query as associated data, so that it opens for that query alone. Any
 * gateway with the same sealing keys opens it; nothing is kept.
 */
export class Cursors {
  private readonly sealer: Sealer;

  /** `keys`: `name:secret` each; the first seals, all of them open. */
  constructor(
    keys: readonly string[],
    private readonly now: () => number = Date.now,
  ) {
    this.sealer = new Sealer(keys, 'cursors');
  }

  /** `nextCursor` and `previousCursor` of a page. */
  neighbours<Mark = PageMark>(
    bound: Bound,
    { next, previous }: { readonly next?: Mark; readonly previous?: Mark },
  ): { readonly nextCursor?: string; readonly previousCursor?: string } {
    return {
      ...(next === undefined ? {} : { nextCursor: this.seal(bound, next) }),
      ...(previous === undefined ? {} : { previousCursor: this.seal(bound, previous) }),
    };
  }

  seal<Mark = PageMark>(bound: Bound, mark: Mark): string {
    const until = Math.floor(this.now() / 1_000) + LIMITS.cursorSeconds;
    const sealed: Sealed<Mark> = { mark, count: bound.count, until };
    return this.sealer.seal(JSON.stringify(sealed), associated(bound));
  }

  /** Throws invalidCursor, expiredCursor or invalidCount. */
  open<Mark = PageMark>(bound: Bound, cursor: string): Mark {
    const text = this.sealer.open(cursor, associated(bound));
    if (text === undefined) throw forged();
    const { mark, count, until } = JSON.parse(text) as Sealed<Mark>;
    if (until * 1_000 < this.now()) throw expired();
    if (count !== bound.count)
      throw invalidCount(
        `The first page had a count of ${count}. Send the same count with every page.`,
      );
    return mark;
  }
}

// One answer for another tenant's cursor, another query's, a forged one and one under a key that was
// taken away: it says nothing.
const forged = () =>
  invalidCursor(
    'The cursor does not belong to this query. Send cursors unchanged, with the same filter, sortBy and sortOrder; an empty cursor starts at the first page.',
  );

export const expired = () =>
  expiredCursor('The cursor has expired. Start again with an empty cursor.');

/** A ListResponse with its cursors; the text is not read. */
export const withCursors = (
  text: string | Buffer,
  cursors: { readonly nextCursor?: string; readonly previousCursor?: string },
): string | Buffer => {
  const members = JSON.stringify(cursors).slice(1, -1);
  if (members === '') return text;
  return typeof text === 'string'
    ? `{${members},${text.slice(1)}`
    : Buffer.concat([Buffer.from(`{${members},`), text.subarray(1)]);
};
