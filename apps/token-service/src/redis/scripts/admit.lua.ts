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

/**
 * Stores an access token until some time after its end, and the use of its client secret at most
 * once a minute. It is in no set: nothing lists it, and the topic does not have it.
 */
export const grantScript = onComplete(`
local id, tenant, digest, digestKey, expiresAt, secret, keptMs, now, every = unpack(ARGV)
local token, parent = P..'token:'..id, P..'token:'..secret
if redis.call('EXISTS', token) == 1 then return redis.error_reply('TAKEN this id exists') end
if redis.call('EXISTS', parent) == 0 then return 0 end
redis.call('HSET', token, 'tenant', tenant, 'digest', digest, 'digestKey', digestKey,
  'expiresAt', expiresAt, 'secret', secret)
redis.call('PEXPIRE', token, keptMs)
local last = redis.call('HGET', parent, 'lastUsedAt')
if not last or tonumber(now) - tonumber(last) >= tonumber(every) then
  redis.call('HSET', parent, 'lastUsedAt', now)
end
return 1
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
