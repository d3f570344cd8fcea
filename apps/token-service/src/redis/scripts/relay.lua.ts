import { onComplete, script } from './script';

/** Takes or renews the lease and reads the oldest entries; nil while another one leads. */
export const drainScript = onComplete(`
local holder = redis.call('GET', P..'relay')
if holder and holder ~= ARGV[1] then return nil end
redis.call('SET', P..'relay', ARGV[1], 'PX', ARGV[2])
return redis.call('XRANGE', P..'outbox', '-', '+', 'COUNT', ARGV[3])
`);

/** Renews the lease for its owner only. */
export const renewScript = script(`
if redis.call('GET', P..'relay') ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', P..'relay', ARGV[2])
`);

/** Deletes entries that Kafka has; only for the owner of the lease (the fence). */
export const ackScript = onComplete(`
if redis.call('GET', P..'relay') ~= ARGV[1] then return 0 end
for i = 2, #ARGV do redis.call('XDEL', P..'outbox', ARGV[i]) end
redis.call('SET', P..'told', ARGV[#ARGV])
return 1
`);

/** Gives the lease back, so that the next leader need not wait for its end. */
export const releaseScript = script(`
if redis.call('GET', P..'relay') == ARGV[1] then return redis.call('DEL', P..'relay') end
return 0
`);
