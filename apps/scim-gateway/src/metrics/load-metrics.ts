import type { Metrics } from '@rollcall/platform';

/** What is under way at this moment, in pieces or bytes. */
export interface LoadGauges {
  readonly connections: () => number;
  readonly bodyBytes: () => number;
  readonly unreadBytes: () => number;
}

/** What callers keep open at a gateway, and what was refused or closed for it. */
export class LoadMetrics {
  private readonly closing;
  private readonly refusals;

  constructor(private readonly metrics: Metrics) {
    this.closing = metrics.counter(
      'rollcall_connections_closed_total',
      'Connections closed at the connection limit: idle ones to make room, new ones for which there was none.',
      ['kind'],
    );
    this.refusals = metrics.counter(
      'rollcall_overload_refused_total',
      'Requests refused because unfinished bodies or unread responses reached a limit of the client or of the process.',
      ['bound'],
    );
  }

  closed(kind: string): void {
    this.closing.inc({ kind });
  }

  refused(bound: string): void {
    this.refusals.inc({ bound });
  }

  watch({ connections, bodyBytes, unreadBytes }: LoadGauges): void {
    const gauge = (name: string, help: string, read: () => number) =>
      this.metrics.gauge(name, help, [], (one) => one.set(read()));
    gauge('rollcall_connections', 'Open connections of the public port.', connections);
    gauge(
      'rollcall_body_bytes',
      'Bytes of unfinished request bodies, as their headers announce them.',
      bodyBytes,
    );
    gauge(
      'rollcall_unread_answer_bytes',
      'Bytes of responses above 64 kB that their clients have not read yet.',
      unreadBytes,
    );
  }
}
