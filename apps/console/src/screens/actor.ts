import { beginOf } from './tokens/names';

/** `token:<id>`, `link:<id>`, `oidc:<sub>`, `operator:<name>`: the kind is translated, the rest is shown; of a token how it begins. */
export const actorOf = (
  actor: string,
  label: string | undefined,
  sayOr: (key: string, otherwise: string, values: { name: string }) => string,
): string => {
  const [kind = '', ...rest] = actor.split(':');
  const own = rest.join(':');
  const name = label || (kind === 'token' ? beginOf(own) : own);
  // A key without a name of its own has that of what its holder is.
  const isNamed = kind === 'operator' && name !== '' && name !== kind;
  return sayOr(isNamed ? 'actor.operator-named' : `actor.${kind}`, actor, { name });
};
