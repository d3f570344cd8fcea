import { shownFilter, withoutCompared } from './names';

/** Names whose values no capture stores, at any depth of a body. */
const SECRET =
  /pass(word|phrase|code)|secret|token|authori[sz]ation|credential|^pin$|apikey|cookie/i;
/** A token of ours, wherever in a text. */
const TOKEN = /rc_[0-9A-Za-z]{16}_[0-9A-Za-z]+/g;
const CENSOR = '[redacted]';

type Members = Readonly<Record<string, unknown>>;

/** SCIM reads the members of a message in any case (RFC 7643 §2.1): so does a look for secrets. */
const is = (name: string, usual: string): boolean => name.toLowerCase() === usual;

/** An operation of a PATCH names its attribute next to the value. */
const namesSecret = (members: Members): boolean =>
  Object.entries(members).some(
    ([name, one]) => is(name, 'path') && typeof one === 'string' && SECRET.test(one),
  );

const kept = (name: string, value: unknown): unknown => {
  if (SECRET.test(name)) return CENSOR;
  if (typeof value === 'string' && is(name, 'filter')) return shownFilter(value);
  if (typeof value === 'string' && is(name, 'path') && SECRET.test(value))
    return withoutCompared(value);
  return withoutSecrets(value);
};

/** A JSON value with its secrets redacted: by their names, and by their form. */
export const withoutSecrets = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll(TOKEN, CENSOR);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Members;
  const isSecret = namesSecret(members);
  return Object.fromEntries(
    Object.entries(members).map(([name, one]) => [
      name,
      isSecret && is(name, 'value') ? CENSOR : kept(name, one),
    ]),
  );
};

/** A query as text, decoded, likewise. */
export const queryWithoutSecrets = (query: Members): string =>
  Object.entries(query)
    .flatMap(([name, values]) => [values].flat().map((one) => [name, String(one)] as const))
    .map(([name, one]) => `${name}=${String(kept(name, one))}`)
    .join('&');
