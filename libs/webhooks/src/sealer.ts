import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/**
 * Text sealed with AES-256-GCM under a key that has a name: `k1.<base64url of nonce, tag, text>`.
 * What it is bound to must be given again to open it. The first key seals, all of them open, so a
 * key is replaced by putting its successor before it and, later, taking it away.
 */
export class Sealer {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** The name of the key that seals. */
  readonly first: string;

  /** `named`: `name:secret` each, at least one. `purpose`: another one makes other keys of the same secrets. */
  constructor(named: readonly string[], purpose: string) {
    this.keys = new Map(
      named.map((one) => {
        const colon = one.indexOf(':');
        const key = hkdfSync('sha256', one.slice(colon + 1), '', `rollcall ${purpose}`, 32);
        return [one.slice(0, colon), Buffer.from(key)];
      }),
    );
    this.first = this.keys.keys().next().value as string;
  }

  seal(text: string, boundTo: Buffer): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.first) as Buffer, nonce);
    cipher.setAAD(boundTo);
    const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
    return `${this.first}.${bytes.toString('base64url')}`;
  }

  /** The name of the key that a text says it was sealed under. */
  static keyNameOf(sealed: string): string | undefined {
    const dot = sealed.indexOf('.');
    return dot === -1 ? undefined : sealed.slice(0, dot);
  }

  /** Undefined when its key is unknown, or it was changed, or is bound to something else. */
  open(sealed: string, boundTo: Buffer): string | undefined {
    const name = Sealer.keyNameOf(sealed);
    const key = name === undefined ? undefined : this.keys.get(name);
    if (name === undefined || key === undefined) return undefined;
    const text = sealed.slice(name.length + 1);
    const bytes = Buffer.from(text, 'base64url');
    // One spelling only: base64url readers forgive what others would call a change.
    if (bytes.length <= NONCE + TAG || bytes.toString('base64url') !== text) return undefined;
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    cipher.setAAD(boundTo);
    cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    try {
      const opened = cipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8');
      return opened + cipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}
