import { createHmac, timingSafeEqual } from 'node:crypto';

export interface NamedDigest {
  readonly digest: string;
  readonly digestKey: string;
}

/** The key that made a digest is not configured: a fault of ours, never a refusal. */
export class UnknownPepper extends Error {
  override readonly name = 'UnknownPepper';
  constructor(
    readonly digestKey: string,
    variable: string,
  ) {
    super(
      `Secrets were made with the pepper "${digestKey}", which ${variable} does not hold. Add it again.`,
    );
  }
}

const hmac = (pepper: string, secret: string): Buffer =>
  createHmac('sha256', pepper).update(secret).digest();

/** Keyed digests of secrets. The first pepper signs, all of them verify. */
export class Peppers {
  private readonly byName: ReadonlyMap<string, string>;
  private readonly first: string;

  /** `peppers`: `name:secret` each, as the environment's `variable` gives them. */
  constructor(
    peppers: readonly string[],
    private readonly variable: string,
  ) {
    this.byName = new Map(
      peppers.map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]),
    );
    this.first = this.byName.keys().next().value as string;
  }

  digest(secret: string): NamedDigest {
    const digest = hmac(this.byName.get(this.first) as string, secret).toString('base64url');
    return { digest, digestKey: this.first };
  }

  /** The digest of a secret by each pepper, for a comparison elsewhere. */
  all(secret: string): readonly NamedDigest[] {
    return [...this.byName].map(([digestKey, pepper]) => ({
      digest: hmac(pepper, secret).toString('base64url'),
      digestKey,
    }));
  }

  lacks(digestKey: string): UnknownPepper {
    return new UnknownPepper(digestKey, this.variable);
  }

  /** Compared in constant time. Throws UnknownPepper. */
  matches(secret: string, { digest, digestKey }: NamedDigest): boolean {
    const pepper = this.byName.get(digestKey);
    if (pepper === undefined) throw this.lacks(digestKey);
    const given = hmac(pepper, secret);
    const kept = Buffer.from(digest, 'base64url');
    return kept.length === given.length && timingSafeEqual(kept, given);
  }
}
