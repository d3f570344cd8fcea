import { clockSkew } from './clock-skew.drill';
import { credentials } from './credentials.drill';
import { diskFull } from './disk-full.drill';
import type { Drill } from './drill';
import { everything } from './everything.drill';
import { generation } from './generation.drill';
import { kills } from './kills.drill';
import { neighbours } from './neighbours.drill';
import { kafkaDown, postgresRestart } from './outage.drill';
import { partition } from './partition.drill';
import { poison } from './poison.drill';
import { redisEmptied } from './redis-emptied.drill';
import { restore } from './restore.drill';
import { rolling } from './rolling.drill';
import { secret } from './secret.drill';
import { slowDirectory } from './slow-directory.drill';
import { topicLost } from './topic-lost.drill';
import { zone } from './zone.drill';

/** Every drill there is, in the order that one stack can bear: the last ones leave another generation. */
export const drills: readonly Drill[] = [
  rolling,
  kills,
  kafkaDown,
  postgresRestart,
  zone,
  redisEmptied,
  credentials,
  secret,
  everything,
  topicLost,
  poison,
  slowDirectory,
  neighbours,
  partition,
  clockSkew,
  diskFull,
  restore,
  generation,
];
