import { UnknownPepper, type Peppers } from '@rollcall/platform';

const marked = (payload: string): string => `sealed ${payload}`;

/**
 * A value that a browser stores for a while and cannot change: readable, signed, with an expiry.
 */
export const seal = (peppers: Peppers, value: object, seconds: number): string => {
  const until = Date.now() + seconds * 1_000;
  const payload = Buffer.from(JSON.stringify({ ...value, until })).toString('base64url');
  const { digest, digestKey } = peppers.digest(marked(payload));
  return `${payload}.${digestKey}.${digest}`;
};

/** Undefined when it is not ours, was changed, or has expired. */
export const unseal = <T extends object>(peppers: Peppers, sealed: string): T | undefined => {
  const [payload, digestKey, digest] = sealed.split('.');
  if (payload === undefined || digestKey === undefined || digest === undefined) return undefined;
  try {
    if (!peppers.matches(marked(payload), { digest, digestKey })) return undefined;
  } catch (error) {
    if (error instanceof UnknownPepper) return undefined;
    throw error;
  }
  const value = JSON.parse(Buffer.from(payload, 'base64url').toString()) as T & { until: number };
  return value.until > Date.now() ? value : undefined;
};
