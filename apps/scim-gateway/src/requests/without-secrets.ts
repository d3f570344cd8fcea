/** Names whose values no capture keeps, wherever in a body they stand. */
const SECRET =
  /pass(word|phrase|code)|secret|token|authori[sz]ation|credential|^pin$|apikey|cookie/i;
/** A token of ours, wherever in a text. */
const TOKEN = /rc_[0-9A-Za-z]{16}_[0-9A-Za-z]+/g;
const CENSOR = '[redacted]';

/** A value of JSON with the secrets in it redacted: by the names they stand under, by their form. */
export const withoutSecrets = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll(TOKEN, CENSOR);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  // An operation of a PATCH names what it writes beside the value.
  const path = members['path'] ?? members['Path'];
  const named = typeof path === 'string' && SECRET.test(path);
  return Object.fromEntries(
    Object.entries(members).map(([name, one]) => [
      name,
      SECRET.test(name) || (named && name.toLowerCase() === 'value') ? CENSOR : withoutSecrets(one),
    ]),
  );
};
