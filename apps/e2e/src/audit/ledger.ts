import { bodyOf, type Body, type Client } from '../support/client';
import { sleep } from './settled';
import type { Answer } from '../support/tools';

/**
 * What was requested and what was acknowledged. A mark names one change that can happen once, by names
 * alone, since the id is unknown when no answer came: `provision:<login>`,
 * `rename:<login>:<name>`, `deactivate:<login>`, `reactivate:<login>`, `leave:<login>`, and of
 * groups, by the name that they began with, `group:<name>`, `regroup:<name>:<new name>`,
 * `ungroup:<name>`, `join:<name>:<member>`, `part:<name>:<member>`.
 */
export interface Ledger {
  readonly attempted: Set<string>;
  readonly acknowledged: Set<string>;
  /** Marks of one change: the log has all of them or none. */
  readonly wholes: (readonly string[])[];
  /** Refusals of changes that were not sent before: the sign of a change that was made twice. */
  readonly surprises: string[];
  /** Answers by status; 0 is none. */
  readonly statuses: Map<number, number>;
  /** Longest time between two acknowledgements, in milliseconds. */
  longestSilence: number;
}

/** One operation of a Bulk request, and what it makes true. */
export interface Marked {
  readonly marks: readonly string[];
  readonly operation: Body;
}

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

export const isGood = (status: number): boolean => status >= 200 && status < 300;
/** No answer, or one that says to come again. */
export const isAway = (status: number): boolean => status === 0 || status === 503;

/** Sends changes at a steady pace and keeps the ledger of them. */
export class Recorder {
  readonly ledger: Ledger = {
    attempted: new Set(),
    acknowledged: new Set(),
    wholes: [],
    surprises: [],
    statuses: new Map(),
    longestSilence: 0,
  };
  stopping = false;
  private lastGood = performance.now();

  /** `client`: whom to speak to next. `pauseMs`: from one request of a writer to its next. */
  constructor(
    private readonly client: () => Client,
    private readonly pauseMs: number,
  ) {}

  /** `repeated`: it was sent before, and may be recorded. */
  async write(
    marks: readonly string[],
    ask: (client: Client) => Promise<Answer>,
    repeated = false,
  ): Promise<Answer> {
    this.attempt(marks);
    const answer = await this.paced(ask);
    this.settle(marks, answer.status, repeated);
    return answer;
  }

  /** The results by index; undefined when the request as a whole was not answered. */
  async bulk(
    operations: readonly Marked[],
    repeated = false,
  ): Promise<readonly Body[] | undefined> {
    for (const { marks } of operations) this.attempt(marks);
    const body = { schemas: [BULK], Operations: operations.map(({ operation }) => operation) };
    const answer = await this.paced((client) => client.post('/Bulk', body));
    this.count(answer.status);
    if (answer.status !== 200) {
      if (!isAway(answer.status)) this.ledger.surprises.push(`${answer.status} of a Bulk request`);
      return undefined;
    }
    const results = bodyOf(answer)['Operations'] as readonly Body[];
    operations.forEach(({ marks }, i) =>
      this.settle(marks, Number(results[i]?.['status']), repeated),
    );
    return results;
  }

  /** Said elsewhere: an earlier attempt is recorded. */
  acknowledge(marks: readonly string[]): void {
    for (const mark of marks) this.ledger.acknowledged.add(mark);
  }

  private attempt(marks: readonly string[]): void {
    for (const mark of marks) this.ledger.attempted.add(mark);
    if (marks.length > 1) this.ledger.wholes.push(marks);
  }

  private settle(marks: readonly string[], status: number, repeated: boolean): void {
    if (!repeated || isGood(status) || isAway(status) || status === 409) this.count(status);
    if (isGood(status)) this.acknowledge(marks);
    else if (!repeated && !isAway(status))
      this.ledger.surprises.push(`${status}: ${marks.join(', ')}`);
  }

  private count(status: number): void {
    const { statuses } = this.ledger;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (!isGood(status)) return;
    const now = performance.now();
    this.ledger.longestSilence = Math.max(this.ledger.longestSilence, now - this.lastGood);
    this.lastGood = now;
  }

  private async paced(ask: (client: Client) => Promise<Answer>): Promise<Answer> {
    const begun = performance.now();
    const answer = await ask(this.client());
    await sleep(Math.max(0, this.pauseMs - (performance.now() - begun)));
    return answer;
  }
}
