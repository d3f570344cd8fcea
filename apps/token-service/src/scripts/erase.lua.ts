import { onComplete } from './script';

/**
 * Forgets every token of a tenant, for good, and tells that it did; once, however often it is asked.
 * The tenant's id alone stays, in a set, so that no late fact brings a token back. What the outbox
 * still says of them is told before it. A repetition writes, too, as that of a revocation does: no
 * replica may have confirmed the first one. The file that Redis appends to is to be written anew.
 */
export const eraseScript = onComplete(`
local tenant, now, actor, correlation = unpack(ARGV)
for _, id in ipairs(redis.call('ZRANGE', P..'tenant:'..tenant, 0, -1)) do
  redis.call('DEL', P..'token:'..id)
  redis.call('ZREM', P..'expiries', id)
end
redis.call('DEL', P..'tenant:'..tenant, P..'live:'..tenant)
local again = redis.call('SREM', P..'erased', tenant)
redis.call('SADD', P..'erased', tenant)
redis.call('SET', P..'rewrite', now)
if again == 1 then return 0 end
redis.call('XADD', P..'outbox', '*', 'type', 'TokensErased', 'tenant', tenant, 'token', '',
  'version', 1, 'actor', actor, 'correlation', correlation, 'time', now, 'epoch', epoch)
return 1
`);
