import { describeEventLog } from './event-log.contract';
import { MemoryEventLog } from './memory-event-log';
import { describeMemberships } from './memberships/memberships.contract';
import { render } from './resources/render';

const log = new MemoryEventLog(render);
describeEventLog('memory', () => log);
describeMemberships('memory', () => log);
