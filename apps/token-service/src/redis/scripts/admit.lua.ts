import { onComplete } from './script';

/**
 * The record of one token and Redis' own time, read in one step; of an access token also the record
 * of the client secret that it was granted for, with the same fields: its revocation counts.
 */
export const admitScript = onComplete(`
local read = function(id)
  return redis.call('HMGET', P..'token:'..id, 'tenant', 'label', 'digest', 'digestKey',
    'expiresAt', 'revokedAt', 'expiredAt', 'lastUsedAt', 'client', 'secret', 'constraints')
end
local kept = read(ARGV[1])
return { redis.call('TIME'), kept, kept[10] and read(kept[10]) }
`);

/** Those of the ids in ARGV that a token has, each before the tenant of its token. */
export const existingScript = onComplete(`
local found = {}
for i = 1, #ARGV do
  local tenant = redis.call('HGET', P..'token:'..ARGV[i], 'tenant')
  if tenant then found[#found + 1] = ARGV[i]; found[#found + 1] = tenant end
end
return found
`);

/** Notes a use, at most once a minute whoever asks. Never makes a key. */
export const touchScript = onComplete(`
local token, now = P..'token:'..ARGV[1], tonumber(ARGV[2])
if redis.call('EXISTS', token) == 0 then return 0 end
local last = redis.call('HGET', token, 'lastUsedAt')
if last and now - tonumber(last) < tonumber(ARGV[3]) then return 0 end
redis.call('HSET', token, 'lastUsedAt', ARGV[2])
return 1
`);
