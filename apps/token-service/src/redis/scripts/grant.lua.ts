import { onComplete } from './script';

/**
 * The record of a client secret, Redis' own time, and the lifetime of access tokens that its tenant
 * chose; read in one step.
 */
export const clientSecretScript = onComplete(`
local kept = redis.call('HMGET', P..'token:'..ARGV[1], 'tenant', 'label', 'digest', 'digestKey',
  'expiresAt', 'revokedAt', 'expiredAt', 'client', 'trust')
local minutes = kept[1] and redis.call('HGET', P..'settings:'..kept[1], 'minutes')
return { redis.call('TIME'), kept, minutes }
`);

/** The live trusts of a client, and what the former script returns besides. */
export const trustsScript = onComplete(`
local found, minutes = {}, false
for _, id in ipairs(redis.call('SMEMBERS', P..'trusts:'..ARGV[1])) do
  local kept = redis.call('HMGET', P..'token:'..id, 'tenant', 'label', 'trust', 'revokedAt')
  if kept[1] and kept[3] and not kept[4] then
    found[#found + 1] = { id, kept[1], kept[2], kept[3] }
    minutes = redis.call('HGET', P..'settings:'..kept[1], 'minutes')
  end
end
return { redis.call('TIME'), found, minutes }
`);

/**
 * Stores an access token until some time after its end, and the use of its credential at most once a
 * minute. It is in no set: nothing lists it, and the topic does not have it. `once`: the key of an
 * assertion that may be presented once, '' without; `onceMs`: how long it could be presented again.
 * Returns 1, 0 when the credential was deleted meanwhile, 2 when the assertion was presented before.
 */
export const grantScript = onComplete(`
local id, tenant, digest, digestKey, expiresAt, secret, keptMs, now, every, once, onceMs = unpack(ARGV)
local token, parent = P..'token:'..id, P..'token:'..secret
if redis.call('EXISTS', token) == 1 then return redis.error_reply('TAKEN this id exists') end
if redis.call('EXISTS', parent) == 0 then return 0 end
if once ~= '' then
  if redis.call('EXISTS', P..'jti:'..once) == 1 then return 2 end
  redis.call('SET', P..'jti:'..once, '1', 'PX', onceMs)
end
redis.call('HSET', token, 'tenant', tenant, 'digest', digest, 'digestKey', digestKey,
  'expiresAt', expiresAt, 'secret', secret)
redis.call('PEXPIRE', token, keptMs)
local last = redis.call('HGET', parent, 'lastUsedAt')
if not last or tonumber(now) - tonumber(last) >= tonumber(every) then
  redis.call('HSET', parent, 'lastUsedAt', now)
end
return 1
`);

/** How long access tokens of a tenant live, in minutes; nil unless it was chosen. */
export const lifetimeScript = onComplete(`
return redis.call('HGET', P..'settings:'..ARGV[1], 'minutes')
`);

/**
 * Chooses it; returns `erased`, or the id of the outbox entry. Version 1 of a tenant's stream is the
 * event of an erasure.
 */
export const chooseLifetimeScript = onComplete(`
local tenant, minutes, now, actor, correlation = unpack(ARGV)
local key = P..'settings:'..tenant
if redis.call('SISMEMBER', P..'erased', tenant) == 1 then return 'erased' end
local version = math.max(tonumber(redis.call('HGET', key, 'version') or 1), 1) + 1
redis.call('HSET', key, 'version', version, 'minutes', minutes)
redis.call('SADD', P..'chosen', tenant)
return redis.call('XADD', P..'outbox', '*', 'type', 'AccessTokenLifetimeChosen', 'tenant', tenant,
  'token', '', 'version', version, 'actor', actor, 'correlation', correlation, 'time', now,
  'epoch', epoch, 'minutes', minutes)
`);
