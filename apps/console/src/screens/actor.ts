/** `token:<id>`, `link:<id>`, `oidc:<sub>`, `operator`: the kind is translated, the rest is shown. */
export const actorOf = (
  actor: string,
  label: string | undefined,
  sayOr: (key: string, otherwise: string, values: { name: string }) => string,
): string => {
  const [kind = '', ...rest] = actor.split(':');
  return sayOr(`actor.${kind}`, actor, { name: label || rest.join(':') });
};
