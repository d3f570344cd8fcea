/** What may lie in the memory of one process for requests that are under way. */
export interface LoadBounds {
  /** Bodies of one tenant that have begun to come and are not whole yet. */
  readonly bodies: number;
  /** Bytes of the bodies of all tenants that are not whole yet, by what their headers announce. */
  readonly bodyBytes: number;
  /** Bytes of one tenant's answers that their callers have not taken yet. */
  readonly unread: number;
  /** The same of all tenants. */
  readonly unreadOfAll: number;
}

export const LOAD_BOUNDS: LoadBounds = {
  bodies: 32,
  bodyBytes: 256 * 1_048_576,
  unread: 32 * 1_048_576,
  unreadOfAll: 256 * 1_048_576,
};

/** Which bound a request meets. */
export type Overload = 'bodies' | 'all-bodies' | 'unread' | 'all-unread';

interface Share {
  bodies: number;
  unread: number;
}

/** Answers shorter than this are not worth counting: a socket's own buffer holds as much. */
export const SMALL_ANSWER = 65_536;

/**
 * Bodies that are not complete and answers that are not read yet, counted for each owner: the
 * tenant of a token or a session, else the address that a request comes from.
 */
export class Load {
  private readonly shares = new Map<string, Share>();
  private bytes = 0;
  private unreadBytes = 0;

  constructor(private readonly bounds: LoadBounds = LOAD_BOUNDS) {}

  get bodyBytes(): number {
    return this.bytes;
  }

  get unread(): number {
    return this.unreadBytes;
  }

  /** Counts a body of so many bytes; or says which bound it meets, and counts nothing. */
  takeBody(owner: string, bytes: number): Overload | undefined {
    const overload = this.overload(owner);
    if (overload) return overload;
    const share = this.shares.get(owner);
    if (share && share.bodies >= this.bounds.bodies) return 'bodies';
    if (this.bytes + bytes > this.bounds.bodyBytes) return 'all-bodies';
    this.share(owner).bodies += 1;
    this.bytes += bytes;
    return undefined;
  }

  /** It is whole, or will never be. */
  bodyDone(owner: string, bytes: number): void {
    this.bytes -= bytes;
    this.change(owner, (share) => (share.bodies -= 1));
  }

  /** Whether this owner, or all together, leave too many answers unread for one more. */
  overload(owner: string): Overload | undefined {
    const { unread = 0 } = this.shares.get(owner) ?? {};
    if (unread >= this.bounds.unread) return 'unread';
    // An owner that reads its answers is served while others do not read theirs.
    return unread > 0 && this.unreadBytes >= this.bounds.unreadOfAll ? 'all-unread' : undefined;
  }

  /** An answer of so many bytes was handed over; the result is called once it was taken, or never will be. */
  answer(owner: string, bytes: number): () => void {
    this.share(owner).unread += bytes;
    this.unreadBytes += bytes;
    return () => {
      this.unreadBytes -= bytes;
      this.change(owner, (share) => (share.unread -= bytes));
    };
  }

  private share(owner: string): Share {
    const known = this.shares.get(owner) ?? { bodies: 0, unread: 0 };
    this.shares.set(owner, known);
    return known;
  }

  private change(owner: string, by: (share: Share) => void): void {
    const share = this.share(owner);
    by(share);
    if (share.bodies === 0 && share.unread === 0) this.shares.delete(owner);
  }
}
