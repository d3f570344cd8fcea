/**
 * `rc_<id>_<secret><checksum>`: a scanner finds a leaked token by the prefix, the store finds it by
 * the id, and the checksum distinguishes a mistyped token from a wrong one without a look-up.
 */
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;
/** 43 digits of base 62 are 256.04 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = new RegExp(
  `^rc_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);
const ID_SHAPE = new RegExp(`^[0-9A-Za-z]{${ID_LENGTH}}$`);
/** 248 = 4 × 62: bytes from there on would favour the first digits. */
const FAIR_BYTES = 248;

export interface TokenParts {
  readonly id: string;
  readonly secret: string;
}

const randomDigits = (length: number): string => {
  let text = '';
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET[byte % 62];
  return text;
};

/** CRC-32 as six digits of base 62. No secret and no defence: it finds typing errors. */
export const checksumOf = (text: string): string => {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i += 1) {
    digits = (ALPHABET[rest % 62] as string) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
};

/** The id of a token or a client. */
export const newId = (): string => randomDigits(ID_LENGTH);

export const newTokenParts = (): TokenParts => ({
  id: newId(),
  secret: randomDigits(SECRET_LENGTH),
});

export const formatToken = ({ id, secret }: TokenParts): string => {
  const body = `rc_${id}_${secret}`;
  return body + checksumOf(body);
};

/** The parts of a well-formed token; undefined for anything else, a wrong checksum too. */
export const parseToken = (text: string): TokenParts | undefined => {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, id, secret, checksum] = match as unknown as [string, string, string, string];
  return checksumOf(`rc_${id}_${secret}`) === checksum ? { id, secret } : undefined;
};

export const isTokenId = (text: string): boolean => ID_SHAPE.test(text);
