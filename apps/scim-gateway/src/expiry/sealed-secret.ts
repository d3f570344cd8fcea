import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'rollcall webhook secrets', 32));

/** Text that the database may hold: AES-256-GCM under the first of the keys. */
export const sealSecret = (keys: readonly string[], secret: string): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys[0] as string), nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
};

/** Opened by whichever of the keys sealed it; undefined when that one is gone. */
export const openSecret = (keys: readonly string[], text: string): string | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  for (const key of keys)
    try {
      const cipher = createDecipheriv('aes-256-gcm', keyOf(key), bytes.subarray(0, 12));
      cipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
    } catch {
      // sealed by another one
    }
  return undefined;
};
