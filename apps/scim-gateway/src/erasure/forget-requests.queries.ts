/**
 * SQL of a person's data in the request log. It works in stretches, so that no statement reads
 * much.
 */

/** When a stretch of the log is over; no row when it ends with the log. */
export const STRETCH_END = `
SELECT at FROM requests WHERE tenant_id = $1 AND at >= $2 ORDER BY at, seq OFFSET $3 LIMIT 1`;

const IN_STRETCH = 'tenant_id = $1 AND at >= $2 AND at < $3';

/** Deletes the user's requests, and captures of others, which may name the person in any place. */
export const FORGET_REQUESTS = `
WITH gone AS (DELETE FROM requests WHERE ${IN_STRETCH} AND resource_id = $4)
UPDATE requests SET captured = NULL
WHERE ${IN_STRETCH} AND captured IS NOT NULL AND resource_id IS DISTINCT FROM $4`;

/**
 * Deletes the person's refused switch-offs; redacts the attribute of the others', which a sender
 * may have invented.
 */
export const FORGET_SWITCH_OFFS = `
WITH gone AS (DELETE FROM refused_switch_offs WHERE tenant_id = $1 AND user_id = $2)
UPDATE refused_switch_offs SET attribute = NULL
WHERE tenant_id = $1 AND user_id <> $2 AND code = 'attribute-unknown'`;

/**
 * The columns with a sender's own words. Ids are taken out, so that few texts remain to be
 * searched; without patterns, which cost more than all the rest.
 */
const WHERE_WORDS_STAND = {
  attributes: 'attributes',
  refusal: 'refusal',
  path: `replace(path, coalesce(resource_id, ''), '')`,
  correlation_id: `CASE WHEN length(correlation_id) NOT BETWEEN 24 AND 64
    OR translate(correlation_id, '0123456789abcdefABCDEF-', '') <> '' THEN correlation_id END`,
} as const;
export type Place = keyof typeof WHERE_WORDS_STAND;
export const PLACES = Object.keys(WHERE_WORDS_STAND) as readonly Place[];

/** Each text once: providers send the same again and again. */
export const WORDS = `
SELECT DISTINCT w.place, w.text FROM requests CROSS JOIN LATERAL (VALUES
  ${PLACES.map((place) => `('${place}', ${WHERE_WORDS_STAND[place]})`).join(',\n  ')}
) AS w(place, text)
WHERE ${IN_STRETCH} AND w.text IS NOT NULL`;

/** Other texts instead. */
export const REPLACE_WORDS: Readonly<Record<Place, string>> = Object.fromEntries(
  PLACES.map((place) => [
    place,
    `
UPDATE requests SET ${place} = w.after FROM unnest($4::text[], $5::text[]) AS w(before, after)
WHERE ${IN_STRETCH} AND ${WHERE_WORDS_STAND[place]} = w.before`,
  ]),
) as Record<Place, string>;
