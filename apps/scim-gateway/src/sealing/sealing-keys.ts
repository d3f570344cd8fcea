import { createHash } from 'node:crypto';

/** What the configuration says of sealing. */
export interface SealingConfig {
  readonly SEALING_KEYS?: readonly string[];
  /** Of former releases. */
  readonly SERVICE_KEYS?: readonly string[];
}

const nameOf = (key: string): string =>
  createHash('sha256').update(`rollcall sealing name ${key}`).digest('base64url').slice(0, 8);

/** `name:secret` each. Without SEALING_KEYS they come from SERVICE_KEYS, for one release. */
export const sealingKeys = ({
  SEALING_KEYS,
  SERVICE_KEYS = [],
}: SealingConfig): readonly string[] =>
  SEALING_KEYS ?? SERVICE_KEYS.map((key) => `${nameOf(key)}:${key}`);
