/** Longer than a question, and the second until the next one: a steady caller's evidence has no gap. */
const NEWS_MS = 2_000;

/**
 * Whether the token service is known not to answer, by the questions of all tokens that ended
 * lately. What counts is when a question was sent: one that hung through an outage and fails after
 * a younger one was answered says nothing about now. Moments are of performance.now().
 */
export class Silence {
  private answeredAt = -Infinity;
  private failedAt = -Infinity;
  private until = -Infinity;

  /** A question that was sent then was answered, with whatever answer. */
  answered(sentAt: number): void {
    this.answeredAt = Math.max(this.answeredAt, sentAt);
  }

  /** A question that was sent then ended now, without an answer. */
  failed(sentAt: number, now: number): void {
    this.failedAt = Math.max(this.failedAt, sentAt);
    this.until = now + NEWS_MS;
  }

  /** A question failed within the last two seconds, and no younger one was answered. */
  holds(now: number): boolean {
    return this.failedAt > this.answeredAt && now < this.until;
  }
}
