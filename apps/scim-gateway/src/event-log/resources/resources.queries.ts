/**
 * SQL of resources as they are read: many keys in one statement, each answered by its index `i`. A
 * key that finds nothing has a row without a subject, for the position.
 */

/** Returns the attributes of a rendering only when the stored one lacks the requested tag. */
const stale = (column: string): string =>
  `CASE WHEN s.render_tag = k.tag THEN NULL ELSE ${column} END`;
const READING = `s.subject, s.version, s.rendered, s.status,
  (SELECT t.position FROM tenants t WHERE t.tenant_id = k.tenant_id) AS position,
  ${stale('s.attributes::text')} AS attributes, ${stale('s.created_at')} AS created_at,
  ${stale('s.modified_at')} AS modified_at`;

export const READ = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant_id, tag, subject, i)
LEFT JOIN streams s ON s.tenant_id = k.tenant_id AND s.subject = k.subject AND s.status <> 'gone'`;

export const READ_HOLDER = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
  WITH ORDINALITY AS k(tenant_id, tag, kind, value, i)
LEFT JOIN claims c ON c.tenant_id = k.tenant_id AND c.kind = k.kind AND c.value = k.value
LEFT JOIN streams s ON s.tenant_id = c.tenant_id AND s.subject = c.subject AND s.status <> 'gone'`;

export const READ_EXTERNAL_ID = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
  WITH ORDINALITY AS k(tenant_id, tag, kind, external_id, i)
LEFT JOIN streams s ON s.tenant_id = k.tenant_id AND s.external_id = k.external_id
  AND starts_with(s.subject, k.kind || '/') AND s.status <> 'gone'
ORDER BY k.i, s.created_at, s.subject`;
