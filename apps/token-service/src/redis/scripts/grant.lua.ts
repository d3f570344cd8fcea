import { onComplete } from './script';

/**
 * Stores an access token until some time after its end, and the use of its credential at most once a
 * minute. It is in no set: nothing lists it, and the topic does not have it.
 */
const STORE = `
local function store(access, tenant, expiresAt, credential, now)
  local token = P..'token:'..access.id
  if redis.call('EXISTS', token) == 1 then error('TAKEN this id exists') end
  redis.call('HSET', token, 'tenant', tenant, 'digest', access.digest,
    'digestKey', access.digestKey, 'expiresAt', expiresAt, 'secret', credential)
  redis.call('PEXPIRE', token, expiresAt - now + access.keptMs)
  local parent = P..'token:'..credential
  local last = redis.call('HGET', parent, 'lastUsedAt')
  if not last or now - tonumber(last) >= access.every then
    redis.call('HSET', parent, 'lastUsedAt', now)
  end
end
`;

/**
 * Grants an access token for a client secret, all in one step. `now` is the time of the one who asks;
 * then come the digests of the secret, each behind the name of its key. Returns Redis' own time, the
 * outcome, and of a secret that is right: its tenant, its label, and the end of the access token.
 * The outcome `pepper` says that no digest was made with the key of the record, which is returned.
 */
export const secretGrantScript = onComplete(`${STORE}
local id, client, now, access, life = ARGV[1], ARGV[2], tonumber(ARGV[3]), cjson.decode(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local tenant, label, digest, digestKey, expiresAt, revokedAt, expiredAt, owner = unpack(
  redis.call('HMGET', P..'token:'..id, 'tenant', 'label', 'digest', 'digestKey', 'expiresAt',
    'revokedAt', 'expiredAt', 'client'))
if not (tenant and digest and digestKey and owner) then return { time, 'unknown' } end
local given
for at = 6, #ARGV, 2 do
  if ARGV[at] == digestKey then given = ARGV[at + 1] end
end
if not given then return { time, 'pepper', digestKey } end
if given ~= digest or owner ~= client then return { time, 'unknown' } end
if revokedAt then return { time, 'revoked', tenant, label } end
if expiredAt or tonumber(expiresAt) <= now then return { time, 'expired', tenant, label } end
local minutes = redis.call('HGET', P..'settings:'..tenant, 'minutes')
local ends = math.min(now + (minutes and tonumber(minutes) * 60000 or life), tonumber(expiresAt))
store(access, tenant, ends, id, now)
return { time, 'granted', tenant, label, ends }
`);

/** Redis' own time. */
export const timeScript = onComplete(`return redis.call('TIME')`);

/** The live trusts of a client, Redis' own time, and the minutes that the tenant chose. */
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
 * Grants an access token for a credential that was proven. `once`: the key of an assertion that may be
 * presented once, '' without; `onceMs`: how long it could be presented again. Returns 1, 0 when the
 * credential was deleted meanwhile, 2 when the assertion was presented before.
 */
export const grantScript = onComplete(`${STORE}
local tenant, expiresAt, credential, now, access, once, onceMs = unpack(ARGV)
if redis.call('EXISTS', P..'token:'..credential) == 0 then return 0 end
if once ~= '' then
  if redis.call('EXISTS', P..'jti:'..once) == 1 then return 2 end
  redis.call('SET', P..'jti:'..once, '1', 'PX', onceMs)
end
store(cjson.decode(access), tenant, tonumber(expiresAt), credential, tonumber(now))
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
