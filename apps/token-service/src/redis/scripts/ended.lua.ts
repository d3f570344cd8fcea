import { onComplete } from './script';
import { NETWORKS } from './used-networks.lua';

/** The latest ended tokens of a tenant are kept, for so many days. */
export const KEPT_ENDED = 200;
const KEPT_DAYS = 90;
/** A relay that lost its lease may restore what it published, for as long as its send takes. */
const SETTLED_MS = 3_600_000;

/**
 * `tenant:<id>` has the tokens of a tenant that can still admit; an ended one moves to `ended:<id>`,
 * ordered by the time of its end, so that no list and no admission reads a set that grows without
 * bound. `endings` has those of all tenants, `crowded` the tenants that have too many. Part of the
 * scripts that end tokens.
 */
export const MOVE = `
local move = function(tenant, id, at)
  local ended = P..'ended:'..tenant
  redis.call('ZREM', P..'tenant:'..tenant, id)
  redis.call('ZREM', P..'live:'..tenant, id)
  redis.call('ZREM', P..'expiries', id)
  redis.call('ZADD', ended, at, id)
  redis.call('ZADD', P..'endings', at, id)
  local client = redis.call('HGET', P..'token:'..id, 'client')
  if client then redis.call('SREM', P..'trusts:'..client, id) end
  if redis.call('ZCARD', ended) > ${KEPT_ENDED} then redis.call('SADD', P..'crowded', tenant) end
end
`;

/** The last expiry of the live tokens of each tenant behind the time in ARGV; '' without any. */
export const lastEndsScript = onComplete(`
local found, now = {}, tonumber(ARGV[1])
for i = 2, #ARGV do
  local last = redis.call('ZREVRANGE', P..'live:'..ARGV[i], 0, 0, 'WITHSCORES')
  found[i - 1] = last[2] and tonumber(last[2]) > now and last[2] or ''
end
return found
`);

/**
 * Moves ended tokens out of the tenant's set, where earlier versions left them: reads the oldest
 * ARGV[2]. Returns 1 when there may be more.
 */
export const settleScript = onComplete(`${MOVE}
local tenant, most, moved = ARGV[1], tonumber(ARGV[2]), 0
local ids = redis.call('ZRANGE', P..'tenant:'..tenant, 0, most - 1)
for _, id in ipairs(ids) do
  local kept = redis.call('HMGET', P..'token:'..id, 'revokedAt', 'expiredAt')
  if kept[1] or kept[2] then
    move(tenant, id, kept[1] or kept[2])
    moved = moved + 1
  end
end
return moved > 0 and #ids == most and 1 or 0
`);

const RECORD = `${NETWORKS}
local record = function(id)
  return { id, withNetworks(id, redis.call('HMGET', P..'token:'..id, 'label', 'createdAt', 'createdBy', 'expiresAt',
    'lastUsedAt', 'revokedAt', 'expiredAt', 'tenant', 'client', 'constraints', 'trust')) }
end
`;

/** The records of the tokens that have not ended, newest first: a few, since the live are bounded. */
export const liveScript = onComplete(`${RECORD}
local found = {}
for _, id in ipairs(redis.call('ZREVRANGE', P..'tenant:'..ARGV[1], 0, tonumber(ARGV[2]) - 1)) do
  found[#found + 1] = record(id)
end
return found
`);

/**
 * At most ARGV[4] records of ended tokens, the last to end first, with the time of the end behind;
 * behind the one that ended at ARGV[2] and has the id ARGV[3], wherever that went meanwhile.
 */
export const endedScript = onComplete(`${RECORD}
local set, from, found = P..'ended:'..ARGV[1], 0, {}
if ARGV[2] ~= '' then
  local rank = redis.call('ZREVRANK', set, ARGV[3])
  from = rank and rank + 1 or redis.call('ZCOUNT', set, '('..ARGV[2], '+inf')
end
local page = redis.call('ZREVRANGE', set, from, from + tonumber(ARGV[4]) - 1, 'WITHSCORES')
for i = 1, #page, 2 do
  local one = record(page[i])
  one[3] = page[i + 1]
  found[#found + 1] = one
end
return found
`);

/**
 * Deletes ended tokens that are too old or too many, at most ARGV[2]; returns how many. What the
 * topic may not have yet, or a relay may restore, stays: it would be live again. The topic stays
 * the truth; a deleted token is refused as unknown.
 */
export const pruneScript = onComplete(`
local now, most, gone = tonumber(ARGV[1]), tonumber(ARGV[2]), 0
local text = function(millis) return string.format('%.0f', millis) end
local first = redis.call('XRANGE', P..'outbox', '-', '+', 'COUNT', 1)[1]
local settled = now - ${SETTLED_MS}
if first then settled = math.min(settled, tonumber(string.match(first[1], '^%d+')) - ${SETTLED_MS}) end
local forget = function(tenant, id)
  redis.call('ZREM', P..'endings', id)
  if tenant then redis.call('ZREM', P..'ended:'..tenant, id) end
  redis.call('DEL', P..'token:'..id, P..'networks:'..id)
  gone = gone + 1
end
local old = text(math.min(settled, now - ${KEPT_DAYS * 86_400_000}))
for _, id in ipairs(redis.call('ZRANGEBYSCORE', P..'endings', '-inf', old, 'LIMIT', 0, most)) do
  forget(redis.call('HGET', P..'token:'..id, 'tenant'), id)
end
for _, tenant in ipairs(redis.call('SRANDMEMBER', P..'crowded', 10)) do
  local ended = P..'ended:'..tenant
  local over = redis.call('ZCARD', ended) - ${KEPT_ENDED}
  if over <= 0 then
    redis.call('SREM', P..'crowded', tenant)
  else
    local limit = math.max(0, math.min(over, most - gone))
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', ended, '-inf', text(settled), 'LIMIT', 0, limit)) do
      forget(tenant, id)
    end
  end
end
return gone
`);
