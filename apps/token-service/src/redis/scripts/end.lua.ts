import { MOVE } from './ended.lua';
import { onComplete } from './script';

/**
 * Returns nil when the tenant has no such token, else the outbox entry of the revocation ('' when it
 * was published long ago). A repetition writes, too: the reason for it may be that no replica
 * confirmed the first one, and WAIT confirms what its connection wrote.
 */
export const revokeScript = onComplete(`${MOVE}
local id, tenant, now, actor, correlation = unpack(ARGV)
local token = P..'token:'..id
local kept = redis.call('HMGET', token, 'tenant', 'digest', 'revokedAt', 'revokeEntry')
if kept[1] ~= tenant or not kept[2] then return nil end
if kept[3] then
  redis.call('HSET', token, 'revokedAt', kept[3])
  return kept[4] or ''
end
local version = redis.call('HINCRBY', token, 'version', 1)
local entry = redis.call('XADD', P..'outbox', '*', 'type', 'TokenRevoked', 'tenant', tenant,
  'token', id, 'version', version, 'actor', actor, 'correlation', correlation, 'time', now,
  'epoch', epoch)
redis.call('HSET', token, 'revokedAt', now, 'revokeEntry', entry)
move(tenant, id, now)
return entry
`);

/** Marks tokens as expired, oldest first, at most ARGV[2]; returns how many. */
export const expireScript = onComplete(`${MOVE}
local now, most = ARGV[1], ARGV[2]
local due = redis.call('ZRANGEBYSCORE', P..'expiries', '-inf', now, 'LIMIT', 0, most)
for _, id in ipairs(due) do
  local token = P..'token:'..id
  local kept = redis.call('HMGET', token, 'tenant', 'expiresAt', 'revokedAt', 'expiredAt')
  redis.call('ZREM', P..'expiries', id)
  if kept[1] then
    redis.call('ZREM', P..'live:'..kept[1], id)
    if not kept[3] and not kept[4] then
      local version = redis.call('HINCRBY', token, 'version', 1)
      redis.call('XADD', P..'outbox', '*', 'type', 'TokenExpired', 'tenant', kept[1], 'token', id,
        'version', version, 'actor', 'token-service', 'correlation', ARGV[3], 'time', now,
        'epoch', epoch, 'expiredAt', kept[2])
      redis.call('HSET', token, 'expiredAt', kept[2])
      move(kept[1], id, now)
    end
  end
end
return #due
`);
