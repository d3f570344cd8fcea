/** SQL of claims that are of the former folding, found by their own index. */

export const FORMER = `
SELECT tenant_id, kind, value, subject FROM claims
WHERE folding = 1 AND (tenant_id, kind, value) > ($1, $2, $3)
ORDER BY tenant_id, kind, value LIMIT $4`;

/** Of these the value is the same by the newest folding. */
export const MARK = `
UPDATE claims c SET folding = 2 FROM unnest($1::text[], $2::text[], $3::text[]) AS k(tenant_id, kind, value)
WHERE c.tenant_id = k.tenant_id AND c.kind = k.kind AND c.value = k.value AND c.folding = 1`;

/** Which of these claims are held by whom, each by its key. */
export const HELD = `
SELECT k.i::int AS i, c.subject
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant_id, kind, value, i)
CROSS JOIN LATERAL (
  SELECT subject FROM claims
  WHERE tenant_id = k.tenant_id AND kind = k.kind AND value = k.value OFFSET 0
) c`;

const nameOf = (stream: string): string =>
  `coalesce(${stream}.attributes->>'userName', ${stream}.attributes->>'displayName')`;

export const FORMER_OF_TENANT = `
SELECT c.kind, c.value, c.subject, ${nameOf('s')} AS name
FROM claims c JOIN streams s ON s.tenant_id = c.tenant_id AND s.subject = c.subject
WHERE c.tenant_id = $1 AND c.folding = 1 AND (c.kind, c.value) > ($2, $3) AND s.status <> 'gone'
ORDER BY c.kind, c.value LIMIT $4`;

/** Who has names, by what they are compared by. */
export const NAMED = `
SELECT c.kind, c.value, c.subject, c.name
FROM unnest($2::text[], $3::text[]) AS k(kind, value)
CROSS JOIN LATERAL (
  SELECT c.kind, c.value, c.subject, ${nameOf('s')} AS name
  FROM claims c JOIN streams s ON s.tenant_id = c.tenant_id AND s.subject = c.subject
  WHERE c.tenant_id = $1 AND c.kind = k.kind AND c.value = k.value AND s.status <> 'gone' OFFSET 0
) c`;
