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

/**
 * Deletes entries that Kafka has; only for the owner of the lease (the fence). ARGV: owner, topic,
 * the number of partitions, then each with the first and the next offset of these entries, then
 * their ids. An offset that the topic had passed before means that the topic was lost: the entries
 * are deleted all the same, since the store has what they say. Nothing is counted before the first
 * check of the topic.
 */
export const ackScript = onComplete(`
if redis.call('GET', P..'relay') ~= ARGV[1] then return 0 end
local ends, last = P..'ends:'..ARGV[2], 3 + 3 * tonumber(ARGV[3])
if redis.call('EXISTS', ends) == 1 then
  for i = 4, last, 3 do
    local counted = redis.call('HGET', ends, ARGV[i]) or '0'
    if tonumber(ARGV[i + 1]) < tonumber(counted) then
      redis.call('HSETNX', ends, 'lost', 'partition '..ARGV[i]..' had reached offset '..counted..
        ' and appended an event at '..ARGV[i + 1])
    elseif tonumber(ARGV[i + 2]) > tonumber(counted) then
      redis.call('HSET', ends, ARGV[i], ARGV[i + 2])
    end
  end
end
for i = last + 1, #ARGV do redis.call('XDEL', P..'outbox', ARGV[i]) end
redis.call('SET', P..'told', ARGV[#ARGV])
return 1
`);

/** Raises the counted ends of a topic. ARGV: topic, now, then partitions and their next offsets. */
export const countScript = onComplete(`
local ends = P..'ends:'..ARGV[1]
redis.call('HSETNX', ends, 'since', ARGV[2])
for i = 3, #ARGV, 2 do
  local counted = redis.call('HGET', ends, ARGV[i])
  if not counted or tonumber(counted) < tonumber(ARGV[i + 1]) then
    redis.call('HSET', ends, ARGV[i], ARGV[i + 1])
  end
end
return 1
`);

/** Gives the lease back, so that the next leader need not wait for its end. */
export const releaseScript = script(`
if redis.call('GET', P..'relay') == ARGV[1] then return redis.call('DEL', P..'relay') end
return 0
`);
