import { MOST_USED_NETWORKS } from '@rollcall/contracts';
import { onComplete } from './script';

/**
 * `networks:<id>` has the networks that a credential was used from, each with the time of its first
 * use. A key of its own: an admission reads the record of the token, and is not to read these. Adds
 * an event for each use in ARGV, an id and a network in turn behind the time and the correlation
 * id, that is the first one from its network. Returns the number of events. Never makes a token.
 */
export const useNetworksScript = onComplete(`
local now, correlation, added = ARGV[1], ARGV[2], 0
for i = 3, #ARGV, 2 do
  local id, network = ARGV[i], ARGV[i + 1]
  local token, networks = P..'token:'..id, P..'networks:'..id
  local kept = redis.call('HMGET', token, 'tenant', 'createdAt', 'client', 'trust')
  if kept[1] and kept[2] and redis.call('HEXISTS', networks, network) == 0
    and redis.call('HLEN', networks) < ${MOST_USED_NETWORKS} then
    redis.call('HSET', networks, network, now)
    local version = redis.call('HINCRBY', token, 'version', 1)
    redis.call('XADD', P..'outbox', '*', 'type', 'CredentialUsedFromNewNetwork', 'tenant', kept[1],
      'token', id, 'version', version, 'actor', 'token-service', 'correlation', correlation,
      'time', now, 'epoch', epoch, 'network', network, 'client', kept[3] or '',
      'trust', kept[4] or '')
    added = added + 1
  end
end
return added
`);

/** Appends to a record the number of its networks, the newest of them, and since when. */
export const NETWORKS = `
local withNetworks = function(id, kept)
  local all, newest, since = redis.call('HGETALL', P..'networks:'..id), false, false
  for i = 1, #all, 2 do
    if not since or tonumber(all[i + 1]) > tonumber(since) then newest, since = all[i], all[i + 1] end
  end
  kept[#kept + 1] = tostring(#all / 2)
  kept[#kept + 1] = newest
  kept[#kept + 1] = since
  return kept
end
`;
