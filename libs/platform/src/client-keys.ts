import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { hash } from 'node:crypto';

/** What a client key may ask for, one by one. */
export const SCOPES = ['logins:read', 'directory:read', 'snapshot:read', 'events:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key of one service of the product, as configuration names it: the key itself is not known. */
export interface ClientKey {
  readonly name: string;
  /** SHA-256 of the key, in hexadecimal. */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** The tenants it may ask about; all of them when undefined. */
  readonly tenants?: readonly string[];
}

/** Of an entry: `billing:9f86d08…:logins:read+directory:read:acme`. */
const FORM = 'name:sha256-hex:scope+scope[:tenant+tenant]';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^[0-9a-f]{64}$/;

export const clientDigest = (key: string): string => hash('sha256', key, 'hex');

/** The entry of CLIENT_KEYS that stands for a key. */
export const clientEntry = ({
  name,
  digest,
  scopes,
  tenants,
}: Omit<ClientKey, 'scopes'> & { readonly scopes: readonly string[] }): string =>
  [name, digest, scopes.join('+'), ...(tenants ? [tenants.join('+')] : [])].join(':');

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** A scope has a colon itself: what stands behind whole scopes are the tenants. */
const ENTRY = /^([^:]*):([^:]*):([a-z]+:[a-z]+(?:\+[a-z]+:[a-z]+)*)(?::(.*))?$/;

const partsOf = (
  entry: string,
): { name: string; digest: string; scopes: string[]; tenants?: string[] } | undefined => {
  const found = ENTRY.exec(entry);
  if (!found) return undefined;
  const [, name = '', digest = '', scopes = '', tenants] = found;
  return {
    name,
    digest,
    scopes: scopes.split('+'),
    ...(tenants === undefined ? {} : { tenants: tenants.split('+') }),
  };
};

/** What is wrong with an entry, in sentences that never repeat it: it may be a key by mistake. */
const problemsOf = (entry: string): string[] => {
  const parts = partsOf(entry);
  if (!parts) return [`must be ${FORM}, with scopes of ${SCOPES.join(', ')}`];
  const { name, digest, scopes, tenants = [] } = parts;
  const problems: string[] = [];
  if (!NAME.test(name)) problems.push('its name must be 1 to 64 letters, digits, ".", "_" and "-"');
  if (!DIGEST.test(digest))
    problems.push('its digest must be the SHA-256 of the key, 64 lower-case hexadecimal digits');
  if (!scopes.every(isScope))
    problems.push(`its scopes must be of ${SCOPES.join(', ')}, with + between them`);
  if (!tenants.every((tenant) => TENANT.test(tenant)))
    problems.push('its tenants must be ids of tenants, with + between them');
  return problems;
};

/** Every problem of a list of entries. Two entries may have one name: a key and its successor. */
const problemsOfAll = (entries: readonly string[]): string[] => {
  const digests = entries.map((entry) => entry.split(':')[1]);
  return entries.flatMap((entry, i) => {
    const twice =
      digests.indexOf(digests[i]) < i ? ['its digest stands in an entry before it'] : [];
    return [...problemsOf(entry), ...twice].map((one) => `entry ${i + 1} of CLIENT_KEYS: ${one}`);
  });
};

/** Of a list of client keys, with commas or line breaks between the entries. */
export const ClientKeys = (): PropertyDecorator => (target, name) => {
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(/[,\n]/)
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : value,
  )(target, name);
  ValidateBy({
    name: 'clientKeys',
    validator: {
      validate: (entries: string[]) => problemsOfAll(entries).length === 0,
      defaultMessage: (all) => problemsOfAll((all?.value ?? []) as string[]).join('\n  - '),
    },
  })(target, name);
};

/** The keys that sound entries stand for. */
export const clientKeysOf = (entries: readonly string[]): readonly ClientKey[] =>
  entries.flatMap((entry) => {
    const parts = partsOf(entry);
    return parts ? [{ ...parts, scopes: parts.scopes.filter(isScope) }] : [];
  });
