import type { RequestView, TenantId } from '@rollcall/contracts';
import { allRefused, type Explanation } from './explanation';

/** One request and its answer, as the log keeps it: names, never values, unless captured. */
export interface RequestEntry {
  readonly tenantId: TenantId;
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** Distinguishes entries of one millisecond, from any gateway. */
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly tokenId: string;
  readonly tokenLabel: string;
  /** The token let the caller in; an expired or a revoked one did not. */
  readonly admitted: boolean;
  readonly resourceId: string | null;
  /** About a connection test's user: no work of an identity provider. */
  readonly test: boolean;
  readonly attributes: readonly string[];
  readonly quirks: readonly string[];
  readonly refusal: Explanation | null;
  readonly correlationId: string;
  readonly captured: Captured | null;
  /** How many requests it counts: identical refusals within a second are one entry. */
  readonly count: number;
}

/** The captured values of a request, without secrets, of a tenant that switched capture on. */
export interface Captured {
  readonly query?: string;
  readonly body?: unknown;
}

/** The name of an entry: its millisecond and its number, so that it sorts and is found by key. */
export const entryId = (at: number, seq: number): string =>
  `${at.toString(36)}-${seq.toString(36)}`;

/** The key that an id encodes; undefined for text that is no id. */
export const entryKey = (id: string): { readonly at: number; readonly seq: number } | undefined => {
  const [, at = '', seq = ''] = /^([0-9a-z]{7,9})-([0-9a-z]{1,6})$/.exec(id) ?? [];
  const key = { at: parseInt(at, 36), seq: parseInt(seq, 36) };
  return key.at < 8.64e15 && key.seq < 2 ** 31 ? key : undefined;
};

const userNameOf = (body: unknown): string | undefined => {
  const userName = (body as { userName?: unknown } | null | undefined)?.userName;
  return typeof userName === 'string' ? userName : undefined;
};

/** For lists and live views: shows the user and that values were captured, not the values. */
export const viewOf = (entry: RequestEntry): RequestView => {
  const { refusal, captured } = entry;
  const userName = userNameOf(captured?.body);
  return {
    id: entryId(entry.at, entry.seq),
    at: new Date(entry.at).toISOString(),
    method: entry.method,
    path: entry.path,
    status: entry.status,
    ms: entry.ms,
    tokenId: entry.tokenId,
    tokenLabel: entry.tokenLabel,
    resourceId: entry.resourceId,
    resourceName: null,
    test: entry.test,
    attributes: entry.attributes,
    quirks: entry.quirks,
    scimType: refusal?.scimType ?? null,
    detail: refusal?.detail ?? null,
    code: refusal?.code ?? null,
    attribute: refusal?.attribute ?? null,
    refused: refusal ? allRefused(refusal) : [],
    switchOff: refusal?.switchOff ?? false,
    correlationId: entry.correlationId,
    count: entry.count,
    ...(captured ? { captured: true } : {}),
    ...(userName === undefined ? {} : { userName }),
  };
};

/** With all that was captured. */
export const wholeOf = (entry: RequestEntry): RequestView => ({
  ...viewOf(entry),
  ...entry.captured,
});
