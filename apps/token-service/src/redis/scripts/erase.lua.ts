import { onComplete } from './script';

/**
 * Deletes the tokens of a tenant for good, at most ARGV[5] at a time, and adds one event, however
 * often it runs. Returns 1 when there are more. Only the tenant's id stays, in a set, so that no late
 * event brings a token back. Earlier events in the outbox are published before this one. A repetition
 * writes, too, as that of a revocation does: perhaps no replica confirmed the first one. Redis must
 * rewrite its append-only file.
 */
export const eraseScript = onComplete(`
local tenant, now, actor, correlation, left = unpack(ARGV)
left = tonumber(left)
local sets = { P..'tenant:'..tenant, P..'ended:'..tenant }
for _, set in ipairs(sets) do
  local ids = left > 0 and redis.call('ZRANGE', set, 0, left - 1) or {}
  for _, id in ipairs(ids) do
    local client = redis.call('HGET', P..'token:'..id, 'client')
    if client then redis.call('DEL', P..'trusts:'..client) end
    redis.call('DEL', P..'token:'..id, P..'networks:'..id)
    redis.call('ZREM', P..'expiries', id)
    redis.call('ZREM', P..'endings', id)
    redis.call('ZREM', P..'live:'..tenant, id)
    redis.call('ZREM', set, id)
  end
  left = left - #ids
end
local again = redis.call('SREM', P..'erased', tenant)
redis.call('SADD', P..'erased', tenant)
redis.call('SREM', P..'crowded', tenant)
redis.call('SREM', P..'chosen', tenant)
redis.call('SET', P..'rewrite', now)
if again == 0 then
  redis.call('XADD', P..'outbox', '*', 'type', 'TokensErased', 'tenant', tenant, 'token', '',
    'version', 1, 'actor', actor, 'correlation', correlation, 'time', now, 'epoch', epoch)
end
if redis.call('EXISTS', sets[1], sets[2]) > 0 then return 1 end
redis.call('DEL', P..'live:'..tenant, P..'settings:'..tenant)
return 0
`);
