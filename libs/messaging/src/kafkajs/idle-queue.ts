interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 looks for waiting requests every millisecond on each connection, even when none
 * waits: 800 wake-ups a second and 4 % of a core in an idle process (tulios/kafkajs#1704). From now
 * on it looks only while something waits.
 */
export const checkOnlyWhilePending = (): void => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- kafkajs has no types for it
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
};
