import { onComplete } from './script';

/**
 * Returns `full`, `erased`, or the id of the outbox entry. Key and event are one atomic step. With
 * a trust it is a credential of its client without a secret.
 */
export const issueScript = onComplete(`
local id, tenant, label, digest, digestKey, actor, now, expiresAt, correlation, most, client,
  constraints, trust = unpack(ARGV)
local token, live = P..'token:'..id, P..'live:'..tenant
if redis.call('SISMEMBER', P..'erased', tenant) == 1 then return 'erased' end
if redis.call('EXISTS', token) == 1 then return redis.error_reply('TAKEN this id exists') end
if redis.call('ZCOUNT', live, '('..now, '+inf') >= tonumber(most) then return 'full' end
redis.call('HSET', token, 'tenant', tenant, 'label', label, 'digest', digest,
  'digestKey', digestKey, 'createdBy', actor, 'createdAt', now, 'expiresAt', expiresAt, 'version', 1)
if client ~= '' then redis.call('HSET', token, 'client', client) end
if constraints ~= '' then redis.call('HSET', token, 'constraints', constraints) end
if trust ~= '' then
  redis.call('HSET', token, 'trust', trust)
  redis.call('SADD', P..'trusts:'..client, id)
end
redis.call('ZADD', P..'tenant:'..tenant, now, id)
redis.call('ZADD', live, expiresAt, id)
redis.call('ZADD', P..'expiries', expiresAt, id)
if trust ~= '' then
  return redis.call('XADD', P..'outbox', '*', 'type', 'TrustAdded', 'tenant', tenant, 'token', id,
    'version', 1, 'actor', actor, 'correlation', correlation, 'time', now, 'epoch', epoch,
    'label', label, 'client', client, 'trust', trust, 'constraints', constraints)
end
return redis.call('XADD', P..'outbox', '*', 'type', 'TokenIssued', 'tenant', tenant, 'token', id,
  'version', 1, 'actor', actor, 'correlation', correlation, 'time', now, 'epoch', epoch,
  'label', label, 'digest', digest, 'digestKey', digestKey, 'expiresAt', expiresAt,
  'client', client, 'constraints', constraints)
`);
