import { MOVE } from './ended.lua';
import { script } from './script';

/**
 * Adds records of the topic, in any order: an existing field stays; revoked, expired and erased are
 * final. ARGV[1] is the key of the run, which a FLUSHALL in the middle removes (returns 0: start
 * again); it is empty when a relay restores what it has just published.
 */
export const mergeScript = script(`${MOVE}
if ARGV[1] ~= '' and redis.call('EXISTS', ARGV[1]) == 0 then return 0 end
local merge = function(record)
  local token = P..'token:'..record.id
  if redis.call('SISMEMBER', P..'erased', record.fields.tenant) == 1 then return end
  for name, value in pairs(record.fields) do redis.call('HSETNX', token, name, value) end
  for network, since in pairs(record.networks or {}) do
    redis.call('HSETNX', P..'networks:'..record.id, network, since)
  end
  local kept = redis.call('HMGET', token, 'version', 'digest', 'expiresAt', 'createdAt',
    'revokedAt', 'expiredAt', 'tenant')
  if tonumber(kept[1] or 0) < tonumber(record.version) then
    redis.call('HSET', token, 'version', record.version)
  end
  if kept[2] then
    if kept[5] or kept[6] then
      move(kept[7], record.id, kept[5] or kept[6])
    else
      redis.call('ZADD', P..'tenant:'..kept[7], kept[4], record.id)
      redis.call('ZADD', P..'live:'..kept[7], kept[3], record.id)
      redis.call('ZADD', P..'expiries', kept[3], record.id)
      local trust = redis.call('HMGET', token, 'client', 'trust')
      if trust[1] and trust[2] then redis.call('SADD', P..'trusts:'..trust[1], record.id) end
    end
  end
end
local forget = function(tenant)
  redis.call('SADD', P..'erased', tenant)
  redis.call('SREM', P..'chosen', tenant)
  for _, set in ipairs({ P..'tenant:'..tenant, P..'ended:'..tenant }) do
    for _, id in ipairs(redis.call('ZRANGE', set, 0, -1)) do
      local client = redis.call('HGET', P..'token:'..id, 'client')
      if client then redis.call('DEL', P..'trusts:'..client) end
      redis.call('DEL', P..'token:'..id, P..'networks:'..id)
      redis.call('ZREM', P..'expiries', id)
      redis.call('ZREM', P..'endings', id)
    end
  end
  redis.call('DEL', P..'tenant:'..tenant, P..'live:'..tenant, P..'ended:'..tenant,
    P..'settings:'..tenant)
end
local choose = function(record)
  local key = P..'settings:'..record.settings
  if redis.call('SISMEMBER', P..'erased', record.settings) == 1 then return end
  local version = tonumber(redis.call('HGET', key, 'version') or 0)
  if version < tonumber(record.version) then
    redis.call('HSET', key, 'version', record.version, 'minutes', record.minutes)
    redis.call('SADD', P..'chosen', record.settings)
  end
end
for _, record in ipairs(cjson.decode(ARGV[2])) do
  if record.erased then forget(record.erased)
  elseif record.settings then choose(record)
  else merge(record) end
end
return 1
`);

/** Marks the store as complete, unless it was emptied since the run began. ARGV: "", key of the run, epoch. */
export const completeScript = script(`
if redis.call('EXISTS', ARGV[2]) == 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[3], 'NX')
redis.call('DEL', ARGV[2])
return 1
`);
