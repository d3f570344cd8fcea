import { clockSkew } from './clock-skew.drill';
import { credentials } from './credentials.drill';
import { diskFull } from './disk-full.drill';
import type { Drill } from './drill';
import { generation } from './generation.drill';
import { kills } from './kills.drill';
import { neighbours } from './neighbours.drill';
import { kafkaDown, postgresRestart } from './outage.drill';
import { partition } from './partition.drill';
import { poison } from './poison.drill';
import { redisEmptied } from './redis-emptied.drill';
import { restore } from './restore.drill';
import { rolling } from './rolling.drill';
import { slowDirectory } from './slow-directory.drill';

/** Every drill there is, in the order that one stack can bear: the last ones leave another generation. */
export const drills: readonly Drill[] = [
  rolling,
  kills,
  kafkaDown,
  postgresRestart,
  redisEmptied,
  credentials,
  poison,
  slowDirectory,
  neighbours,
  partition,
  clockSkew,
  diskFull,
  restore,
  generation,
];
