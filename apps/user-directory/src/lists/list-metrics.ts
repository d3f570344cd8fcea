import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import type { Refused } from './caller';
import type { CancelReason } from './list-database';
import type { ListObserver, ReadFrom } from './list-reads';
import { ListTurns } from './list-turns';

/** What is counted of lists. */
@Injectable()
export class ListMetrics implements ListObserver {
  private readonly lists;
  private readonly refusals;
  private readonly cancelled;

  constructor(metrics: Metrics, turns: ListTurns) {
    this.lists = metrics.counter(
      'rollcall_directory_lists_total',
      'Lists by the database they were read from: primary or replica.',
      ['from'],
    );
    metrics.gauge(
      'rollcall_directory_lists_waiting',
      'Lists waiting for a slot of their tenant or for a connection.',
      [],
      (gauge) => gauge.set(turns.waiting),
    );
    this.refusals = metrics.counter(
      'rollcall_directory_lists_refused_total',
      'Refused lists: turn (too many of one tenant), full (too many of all tenants), time (the deadline would have passed), cost (the filter or the order costs too much).',
      ['why'],
    );
    this.cancelled = metrics.counter(
      'rollcall_directory_lists_cancelled_total',
      'Cancelled list statements: left (the client closed the connection), time (the deadline passed).',
      ['why'],
    );
  }

  read(from: ReadFrom): void {
    this.lists.inc({ from });
  }

  refused(why: Refused): void {
    this.refusals.inc({ why });
  }

  ended(why: CancelReason): void {
    this.cancelled.inc({ why });
  }
}
