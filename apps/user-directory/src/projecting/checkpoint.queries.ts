/** SQL of the checkpoints, in the projector's transaction. */

export const ADD_CHECKPOINTS = `
INSERT INTO checkpoints (tenant_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`;

export const LOCK_CHECKPOINTS = `
SELECT tenant_id, position, checksum, users, next_ordinal, profile, held, epoch, erasing, moved_to,
       name, provisioning
FROM checkpoints WHERE tenant_id = ANY($1) ORDER BY tenant_id FOR NO KEY UPDATE`;

/** Compare-and-set: a projector that lost its partition finds another position and writes nothing. */
export const MOVE_CHECKPOINTS = `
UPDATE checkpoints c
SET position = m.position, checksum = m.checksum, users = m.users, next_ordinal = m.next_ordinal,
    profile = m.profile, held = coalesce(m.held, c.held),
    held_partition = coalesce(m.held_partition, c.held_partition),
    held_offset = coalesce(m.held_offset, c.held_offset), epoch = m.epoch,
    erasing = m.erasing, moved_to = m.moved_to, name = m.name, provisioning = m.provisioning
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[],
            $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::bigint[],
            $13::text[], $14::text[], $15::text[])
  AS m(tenant_id, before, position, checksum, users, next_ordinal, profile, held, held_partition,
       held_offset, epoch, erasing, moved_to, name, provisioning)
WHERE c.tenant_id = m.tenant_id AND c.position = m.before`;
