import type { Schema } from '@rollcall/platform';
import { requestLogSteps } from './request-log-schema';
import * as connections from './entities/connection.entities';
import * as consoles from './entities/console.entities';
import * as log from './entities/log.entities';
import * as relay from './entities/relay.entities';
import * as requestLog from './entities/request-log.entities';
import { Log1764000000000 } from './migrations/1764000000000-log';
import { Dialects1764100000000 } from './migrations/1764100000000-dialects';
import { Memberships1764200000000 } from './migrations/1764200000000-memberships';
import { Proof1764300000000 } from './migrations/1764300000000-proof';
import { Ways1764400000000 } from './migrations/1764400000000-ways';
import { Watch1764500000000 } from './migrations/1764500000000-watch';
import { Traces1764600000000 } from './migrations/1764600000000-traces';
import { Keeping1764700000000 } from './migrations/1764700000000-keeping';
import { Nesting1764710000000 } from './migrations/1764710000000-nesting';
import { Erasures1795600000000 } from './migrations/1795600000000-erasures';
import { Acts1796040000000 } from './migrations/1796040000000-acts';
import { Statistics1796050000000 } from './migrations/1796050000000-statistics';
import { ActsStatistics1796050100000 } from './migrations/1796050100000-acts-statistics';
import { SwitchOffs1796060000000 } from './migrations/1796060000000-switch-offs';
import { Folding1796070000000 } from './migrations/1796070000000-folding';
import { Mangled1796080000000 } from './migrations/1796080000000-mangled';
import { Branding1796090000000 } from './migrations/1796090000000-branding';
import { Deletions1796100000000 } from './migrations/1796100000000-deletions';
import { Leavers1796120100000 } from './migrations/1796120100000-leavers';
import { ActorLabels1796130000000 } from './migrations/1796130000000-actor-labels';

/** The log's tables, and the steps that led to them. */
export const schema: Schema = {
  entities: [log, relay, consoles, connections, requestLog].flatMap((one) => Object.values(one)),
  migrations: [
    Log1764000000000,
    Dialects1764100000000,
    Memberships1764200000000,
    Proof1764300000000,
    Ways1764400000000,
    Watch1764500000000,
    Traces1764600000000,
    Keeping1764700000000,
    Nesting1764710000000,
    Erasures1795600000000,
    Acts1796040000000,
    Statistics1796050000000,
    ActsStatistics1796050100000,
    SwitchOffs1796060000000,
    Folding1796070000000,
    Mangled1796080000000,
    Branding1796090000000,
    Deletions1796100000000,
    Leavers1796120100000,
    ActorLabels1796130000000,
    ...requestLogSteps,
  ],
};
