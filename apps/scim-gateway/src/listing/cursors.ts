import type { PageMark } from '@rollcall/contracts';
import { expiredCursor, invalidCount, invalidCursor, LIMITS } from '@rollcall/protocol';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

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

const IV = 12;
const TAG = 16;

/** A key of its own from each service key, so that cursors need no setting and turn with those keys. */
const keyOf = (secret: string): Buffer =>
  createHmac('sha256', secret).update('rollcall cursors 1').digest();

const associated = ({ count: _, ...bound }: Bound): Buffer =>
  Buffer.from(JSON.stringify(Object.values(bound).map((value) => value ?? null)));

/**
 * Cursors as callers see them: a mark sealed with AES-256-GCM, so that it says nothing and cannot be
 * made or changed, with the query as associated data, so that it opens for that query alone. Any
 * gateway with the same service keys opens it; nothing is kept.
 */
export class Cursors {
  private readonly keys: readonly Buffer[];

  constructor(
    secrets: readonly string[],
    private readonly now: () => number = Date.now,
  ) {
    this.keys = secrets.map(keyOf);
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
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0] as Buffer, iv);
    cipher.setAAD(associated(bound));
    const hidden = Buffer.concat([cipher.update(JSON.stringify(sealed)), cipher.final()]);
    return Buffer.concat([iv, hidden, cipher.getAuthTag()]).toString('base64url');
  }

  /** Throws invalidCursor, expiredCursor or invalidCount. */
  open<Mark = PageMark>(bound: Bound, cursor: string): Mark {
    const bytes = Buffer.from(cursor, 'base64url');
    // One spelling of a cursor only: base64url readers forgive what others would call a change.
    if (bytes.length <= IV + TAG || bytes.toString('base64url') !== cursor) throw forged();
    for (const key of this.keys) {
      const text = opened(key, associated(bound), bytes);
      if (text === undefined) continue;
      const { mark, count, until } = JSON.parse(text) as Sealed<Mark>;
      if (until * 1_000 < this.now()) throw expired();
      if (count !== bound.count)
        throw invalidCount(
          `The first page was asked with a count of ${count}. Send the same count with every page.`,
        );
      return mark;
    }
    throw forged();
  }
}

const opened = (key: Buffer, bound: Buffer, bytes: Buffer): string | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), {
    authTagLength: TAG,
  });
  decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return decipher.update(bytes.subarray(IV, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
};

// One answer for another tenant's cursor, another query's and a forged one: it tells nothing.
const forged = () =>
  invalidCursor(
    'The cursor does not belong to this query. Send cursors as they came, with the same filter, sortBy and sortOrder; an empty one begins.',
  );

export const expired = () =>
  expiredCursor('The cursor has expired. Begin again with an empty cursor.');

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
