import { ProblemError } from '@rollcall/platform';
import type { Tenants } from '../feed/arrivals';

/** Why a tenant stands still: `held` until somebody acts, `waiting` for the next try. */
export interface ReportedHalt {
  readonly as: 'held' | 'waiting';
  readonly since: Date;
  readonly reason: string;
}
/** How far a subscription is with one tenant. */
export interface ReportedTenant {
  readonly tenant: string;
  readonly position: number;
  readonly halt: ReportedHalt | undefined;
}

export const MOST_TENANTS = 1_000;
export const LONGEST_REASON = 300;
export const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

const refused = (detail: string): ProblemError => new ProblemError(400, 'Bad Request', detail);

type Members = Readonly<Record<string, unknown>>;

/** The object, if it has no other members than these. */
const object = (value: unknown, what: string, names: readonly string[]): Members => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(`${what} must be an object with ${names.join(', ')}.`);
  const unknown = Object.keys(value).some((name) => !names.includes(name));
  if (unknown) throw refused(`${what} has a member that is unknown here. Use ${names.join(', ')}.`);
  return value as Members;
};

const haltOf = (as: ReportedHalt['as'], value: unknown): ReportedHalt => {
  const { since, reason } = object(value, as, ['since', 'reason']);
  const time = typeof since === 'string' && TIME.test(since) ? new Date(since) : undefined;
  if (!time || Number.isNaN(time.getTime()))
    throw refused(`${as}.since must be a time such as 2026-01-31T10:14:00Z.`);
  if (typeof reason !== 'string' || reason === '' || reason.includes('\0'))
    throw refused(`${as}.reason must be a text.`);
  return { as, since: time, reason: reason.slice(0, LONGEST_REASON) };
};

const tenantOf = (value: unknown): ReportedTenant => {
  const { tenant, position, held, waiting } = object(value, 'An entry of tenants', [
    'tenant',
    'position',
    'held',
    'waiting',
  ]);
  if (typeof tenant !== 'string' || !TENANT_ID.test(tenant))
    throw refused('tenant must be the id of a tenant.');
  if (!Number.isSafeInteger(position) || (position as number) < 0)
    throw refused('position must be a whole number from 0.');
  if (held !== undefined && waiting !== undefined)
    throw refused('An entry of tenants must have held or waiting, and not both.');
  const halt =
    held !== undefined
      ? haltOf('held', held)
      : waiting !== undefined
        ? haltOf('waiting', waiting)
        : undefined;
  return { tenant, position: position as number, halt };
};

/** What a body says of tenants, and those of which the key may say nothing. Throws 400. */
export const reportOf = (
  body: unknown,
  allowed: Tenants,
): { reported: readonly ReportedTenant[]; foreign: readonly string[] } => {
  const { tenants } = object(body, 'The body', ['tenants']);
  if (!Array.isArray(tenants) || tenants.length > MOST_TENANTS)
    throw refused(`tenants must be a list of at most ${MOST_TENANTS} entries.`);
  const reported = tenants.map(tenantOf);
  if (new Set(reported.map(({ tenant }) => tenant)).size < reported.length)
    throw refused('tenants must have each tenant once.');
  const mine = allowed && new Set(allowed);
  const isMine = ({ tenant }: ReportedTenant): boolean => mine?.has(tenant) ?? true;
  return {
    reported: reported.filter(isMine),
    foreign: reported.flatMap((one) => (isMine(one) ? [] : [one.tenant])),
  };
};

/** Throws 400 for what is no name of a subscription. */
export const subscriptionName = (text: string): string => {
  if (NAME.test(text)) return text;
  throw refused(
    'subscription must be a name of at most 64 letters, digits, dots, dashes and underscores, ' +
      'which begins with a letter or digit.',
  );
};
