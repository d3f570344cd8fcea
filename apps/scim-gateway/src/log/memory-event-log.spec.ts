import { render } from '../wiring';
import { describeEventLog } from './event-log.contract';
import { MemoryEventLog } from './memory-event-log';

const log = new MemoryEventLog(render);
describeEventLog('memory', () => log);
