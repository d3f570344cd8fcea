/** `token:<id>`, `link:<id>`, `oidc:<sub>`, `operator:<name>`: the kind is translated, the rest is shown. */
export const actorOf = (
  actor: string,
  label: string | undefined,
  sayOr: (key: string, otherwise: string, values: { name: string }) => string,
): string => {
  const [kind = '', ...rest] = actor.split(':');
  const name = label || rest.join(':');
  // A key without a name of its own has that of what its holder is.
  const isNamed = kind === 'operator' && name !== '' && name !== kind;
  return sayOr(isNamed ? 'actor.operator-named' : `actor.${kind}`, actor, { name });
};
