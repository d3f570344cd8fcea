import { Injectable, Optional } from '@nestjs/common';
import { publicKeyOf, type PublicKey } from '@rollcall/contracts';
import { fetchJson, KeysUnavailable } from './fetch-json';
import { configurationOf, KeyAddresses } from './key-addresses';

/** Keys are read anew in the background when they are this old, and still serve meanwhile. */
const REFRESH_MS = 900_000;
/** So long the last keys serve while they cannot be read: a key that was withdrawn ends by then. */
const CEILING_MS = 86_400_000;
/** One address is read no more often, whatever assertions say. */
const EVERY_MS = 10_000;
const MOST_SETS = 1_000;
const MOST_KEYS = 50;

/** Where keys are: at their own address, or at the one that the issuer's configuration names. */
export interface KeySource {
  readonly jwksUri?: string;
  readonly issuer?: string;
}

interface KeySet {
  keys: readonly PublicKey[];
  /** When the keys were read. */
  readAt: number;
  /** When they were last asked for. */
  triedAt: number;
  failure: string | undefined;
  reading: Promise<void> | undefined;
}

/**
 * The public keys of issuers, each set at its address. They are read when an assertion has a kid that
 * is not known, at most every ten seconds; while the address is away the last ones serve for a day.
 */
@Injectable()
export class KeySets {
  private readonly sets = new Map<string, KeySet>();

  constructor(
    private readonly addresses: KeyAddresses,
    @Optional() private readonly now: () => number = () => performance.now(),
    @Optional() private readonly read: typeof fetchJson = fetchJson,
  ) {}

  /** All keys of the source, after a look for this kid. Rejects with KeysUnavailable. */
  async of(source: KeySource, kid: string): Promise<readonly PublicKey[]> {
    const set = this.setOf(source);
    const age = this.now() - set.readAt;
    const isKnown = age < CEILING_MS && set.keys.some((key) => key.kid === kid);
    if (isKnown) {
      if (age > REFRESH_MS) void this.again(source, set);
      return set.keys;
    }
    await this.again(source, set);
    if (this.now() - set.readAt >= CEILING_MS || (set.failure && !has(set, kid)))
      throw new KeysUnavailable(set.failure ?? 'they were not read yet');
    return set.keys;
  }

  /** Reads the keys, unless they were asked for just now; never rejects. */
  private again(source: KeySource, set: KeySet): Promise<void> {
    if (set.reading) return set.reading;
    if (this.now() - set.triedAt < EVERY_MS) return Promise.resolve();
    set.triedAt = this.now();
    set.reading = this.readInto(source, set)
      .catch((error: unknown) => {
        if (!(error instanceof KeysUnavailable)) throw error;
        set.failure = error.message;
      })
      .finally(() => (set.reading = undefined));
    return set.reading;
  }

  private async readInto(source: KeySource, set: KeySet): Promise<void> {
    const { keys } = await this.read(await this.addressOf(source), this.addresses);
    if (!Array.isArray(keys)) throw new KeysUnavailable('it answered no JWK Set (RFC 7517 §5)');
    set.keys = keys.slice(0, MOST_KEYS).map(publicKeyOf);
    set.readAt = this.now();
    set.failure = undefined;
  }

  /** OpenID Connect Discovery §4.3: a configuration that names another issuer is of another. */
  private async addressOf({ jwksUri, issuer = '' }: KeySource): Promise<string> {
    if (jwksUri !== undefined) return jwksUri;
    const address = configurationOf(issuer);
    const { issuer: named, jwks_uri: found } = await this.read(address, this.addresses);
    if (named !== issuer) throw new KeysUnavailable(`${address}: it names another issuer`);
    if (typeof found !== 'string') throw new KeysUnavailable(`${address}: it names no jwks_uri`);
    return found;
  }

  private setOf({ jwksUri, issuer }: KeySource): KeySet {
    const key = jwksUri ?? `issuer ${issuer}`;
    const known = this.sets.get(key);
    const set = known ?? {
      keys: [],
      readAt: -Infinity,
      triedAt: -Infinity,
      failure: undefined,
      reading: undefined,
    };
    // The set that was used longest ago goes first.
    this.sets.delete(key);
    this.sets.set(key, set);
    if (this.sets.size > MOST_SETS) this.sets.delete(this.sets.keys().next().value as string);
    return set;
  }
}

const has = ({ keys }: KeySet, kid: string): boolean => keys.some((key) => key.kid === kid);
