import { EXPIRY_THRESHOLDS } from '@rollcall/contracts';
import { onComplete } from './script';

/**
 * Warns of tokens near their expiry, once for each threshold that they cross in their life. There
 * is a cursor for each threshold, so that a run costs by the tokens that crossed it since the last
 * one. After a long absence only the nearest threshold is reported; a token that was issued for
 * fewer days never crosses the greater ones. Returns the number of warnings.
 */
export const warnScript = onComplete(`
local now, most, correlation = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local thresholds, day, warnings = { ${EXPIRY_THRESHOLDS.join(', ')}, 0 }, 86400000, 0
local text = function(millis) return string.format('%.0f', millis) end
for i = 1, #thresholds - 1 do
  local days = thresholds[i]
  local cursor, upto = P..'warned:'..days, now + days * day
  local from = math.max(tonumber(redis.call('GET', cursor) or 0), now + thresholds[i + 1] * day)
  local near = redis.call('ZRANGEBYSCORE', P..'expiries', text(from), text(upto), 'LIMIT', 0, most)
  local last = upto
  for _, id in ipairs(near) do
    local token, warned = P..'token:'..id, 'warned'..days
    local kept = redis.call('HMGET', token, 'tenant', 'label', 'createdAt', 'expiresAt', warned)
    last = tonumber(kept[4] or last)
    if kept[1] and not kept[5] and tonumber(kept[3]) < last - days * day then
      local version = redis.call('HINCRBY', token, 'version', 1)
      redis.call('XADD', P..'outbox', '*', 'type', 'TokenExpiring', 'tenant', kept[1], 'token', id,
        'version', version, 'actor', 'token-service', 'correlation', correlation,
        'time', text(now), 'epoch', epoch, 'label', kept[2] or '', 'expiresAt', kept[4],
        'daysLeft', days)
      redis.call('HSET', token, warned, text(now))
      warnings = warnings + 1
    end
  end
  redis.call('SET', cursor, text(#near < most and upto or last))
end
return warnings
`);

/** The tokens that expire soonest, until ARGV[2]: each with its tenant, id and expiry. */
export const expiringScript = onComplete(`
local found = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', P..'expiries', ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])) do
  local kept = redis.call('HMGET', P..'token:'..id, 'tenant', 'expiresAt')
  if kept[1] then found[#found + 1] = { kept[1], id, kept[2] } end
end
return found
`);
