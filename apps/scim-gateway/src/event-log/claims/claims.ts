import type { Subject } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { ClaimTaken, type Change } from '../port/event-log';

export type HeldClaim = Claim & { readonly subject: Subject };

/** Claims as of the moment when the tenant's lock was taken. */
export interface ClaimReader {
  holder(claim: Claim): Promise<Subject | undefined>;
}

/** What one append does to the rows of claims. */
export interface ClaimWrite {
  readonly released: readonly HeldClaim[];
  readonly taken: readonly HeldClaim[];
}

/** The holder of a claim before this append, and the present one. */
interface Holder {
  claim: Claim;
  readonly before: Subject | undefined;
  now: Subject | undefined;
}

type ClaimChange = Pick<Change, 'subject' | 'claimsBefore' | 'claimsAfter'>;

const key = (claim: Claim): string => `${claim.kind}\n${claim.value}`;
const without = (claims: readonly Claim[], others: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ kind, value }) => !others.some((o) => o.kind === kind && o.value === value));

/** The inline projection of unique values: the rows, and over them what the batch has decided. */
export class Claims {
  private readonly holders = new Map<string, Holder>();

  /** `isGone`: whether the earlier commands of the batch left a stream deleted. */
  constructor(
    private readonly reader: ClaimReader,
    private readonly isGone: (subject: Subject) => Promise<boolean>,
  ) {}

  /** Seeds the owner of a claim at the time of the lock; undefined for a free one. */
  seed(claim: Claim, subject: Subject | undefined): void {
    this.holders.set(key(claim), { claim, before: subject, now: subject });
  }

  async holder(claim: Claim): Promise<Subject | undefined> {
    return (await this.entry(claim)).now;
  }

  /** Throws ClaimTaken when another live stream has what the change claims. */
  async check({ subject, claimsBefore, claimsAfter }: ClaimChange): Promise<void> {
    for (const claim of without(claimsAfter, claimsBefore)) {
      const { now } = await this.entry(claim);
      // A former release gives up only what it knows: it leaves claims of a newer folding behind.
      if (now !== undefined && now !== subject && !(await this.isGone(now)))
        throw new ClaimTaken(claim);
    }
  }

  async apply({ subject, claimsBefore, claimsAfter }: ClaimChange): Promise<void> {
    for (const claim of without(claimsBefore, claimsAfter)) await this.move(claim, undefined);
    for (const claim of without(claimsAfter, claimsBefore)) await this.move(claim, subject);
  }

  write(): ClaimWrite {
    const moved = [...this.holders.values()].filter(({ before, now }) => before !== now);
    return {
      released: moved.flatMap(({ claim, before }) =>
        before === undefined ? [] : [{ ...claim, subject: before }],
      ),
      taken: moved.flatMap(({ claim, now }) =>
        now === undefined ? [] : [{ ...claim, subject: now }],
      ),
    };
  }

  private async entry(claim: Claim): Promise<Holder> {
    if (!this.holders.has(key(claim))) this.seed(claim, await this.reader.holder(claim));
    return this.holders.get(key(claim)) as Holder;
  }

  private async move(claim: Claim, to: Subject | undefined): Promise<void> {
    const holder = await this.entry(claim);
    holder.now = to;
    // The new holder gets the claim with its present folding.
    holder.claim = claim;
  }
}
