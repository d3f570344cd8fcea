import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import { EventLog } from './port/event-log';

/** What this gateway appends. */
@Injectable()
export class AppendMetrics {
  constructor(metrics: Metrics, log: EventLog) {
    const commands = metrics.histogram(
      'rollcall_append_commands',
      'Commands in one append.',
      [],
      [1, 2, 4, 8, 16, 32, 64, 128, 256],
    );
    const events = metrics.counter(
      'rollcall_events_recorded_total',
      'Events appended to the event log.',
    );
    log.subscribe((append) => {
      commands.observe(append.commands);
      events.inc(append.events);
    });
  }
}
