import { catalogue, isEventType } from './catalogue';
import type { SubjectKind } from './event';

/** Where a message says whose event it is, and of which stream. */
export interface Claimed {
  readonly key: string | undefined;
  readonly tenantId: string;
  readonly source: string;
  readonly subject: string;
  readonly type: string;
  readonly data: object;
}

/** Which member of the data repeats the id of the subject; undefined: none does. */
const ID: Readonly<Record<SubjectKind, string | undefined>> = {
  users: 'userId',
  testusers: 'userId',
  groups: 'groupId',
  tokens: 'tokenId',
  tenants: undefined,
};

const isKind = (text: string): text is SubjectKind => Object.hasOwn(ID, text);

/**
 * How the parts of a message contradict each other; undefined when they name one tenant and one
 * stream. Says which parts, never what is in them.
 */
export const disagreement = (claimed: Claimed): string | undefined => {
  const { key, tenantId, source, subject, type, data } = claimed;
  if (key !== tenantId) return 'the key and ce_tenant name different tenants';
  // Before the path of the tenant stands the URI of the installation, if it has one.
  if (!source.endsWith(`/tenants/${tenantId}`))
    return 'ce_source and ce_tenant name different tenants';
  const slash = subject.indexOf('/');
  const kind = subject.slice(0, Math.max(0, slash));
  const id = subject.slice(slash + 1);
  if (id === '' || kind === '') return 'ce_subject names no stream';
  if (kind === 'tenants' && id !== tenantId)
    return 'ce_subject and ce_tenant name different tenants';
  if (!isEventType(type)) return undefined;
  const wanted = catalogue[type].subject;
  // What was redacted says no more than that it was.
  if (wanted === 'any') return isKind(kind) ? undefined : 'ce_subject names no stream';
  if (kind !== wanted) return `ce_subject is not of the kind that ${type} has`;
  const name = ID[wanted];
  return name === undefined || (data as Readonly<Record<string, unknown>>)[name] === id
    ? undefined
    : `ce_subject and the ${name} of the data differ`;
};
