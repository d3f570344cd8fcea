import {
  etag,
  orderOf,
  resolveReferences,
  ScimError,
  Waiting,
  type BulkOperation,
  type BulkResult,
  type Plan,
  type RefusedOperation,
  type Step,
} from '@rollcall/protocol';
import type { Reading } from '../../event-log/resources/resources';
import { idOf } from '../pipeline/answer';

/** Does one operation; undefined for what was deleted. Rejects with what is refused. */
export type Perform = (operation: BulkOperation) => Promise<Reading | undefined>;

/** Operations of one request that are under way at a time: as many as an append of the log takes. */
const AT_A_TIME = 256;

const STATUS = { POST: 201, PUT: 200, PATCH: 200, DELETE: 204 } as const;

/**
 * The operations of one Bulk request. They begin in their order, each as soon as its references are
 * resolved, without waiting for answers to the others: so the log records many in one append, and
 * decides them one after the other. Only operations that cannot affect a waiting one overtake it.
 * With `failOnErrors` nothing overtakes, and no more run at once than may still fail, so that none
 * begins once that many have failed.
 */
export class BulkRun {
  private readonly results: (BulkResult | undefined)[];
  private readonly ids = new Map<string, string>();
  private readonly begun = new Set<number>();
  private readonly names = new Map<BulkOperation, string | undefined>();
  private waiting: readonly number[];
  private errors = 0;
  private under = 0;
  private isSoon = false;
  private end: () => void = () => undefined;

  constructor(
    private readonly plan: Plan,
    private readonly perform: Perform,
    private readonly errorOf: (reason: unknown) => ScimError,
    private readonly baseUrl: string,
    private readonly failOnErrors = Number.POSITIVE_INFINITY,
  ) {
    this.results = plan.map(() => undefined);
    this.waiting = orderOf(plan);
  }

  /** What became of each operation that was tried, in the order of the request. */
  async run(): Promise<readonly BulkResult[]> {
    await new Promise<void>((resolve) => {
      this.end = resolve;
      this.begin();
    });
    return this.results.filter((one) => one !== undefined);
  }

  /** How an operation ended, by its place in the request; undefined: it was not tried. */
  outcome(index: number): BulkResult | undefined {
    return this.results[index];
  }

  private begin(): void {
    const still: number[] = [];
    const ahead = new Waiting(this.names);
    for (const i of this.waiting) {
      const step = this.plan[i] as Step | RefusedOperation;
      const isFull = this.under >= Math.min(AT_A_TIME, this.failOnErrors - this.errors);
      if (!isFull && this.isReady(step) && this.mayPass(step, ahead, still.length))
        this.start(i, step);
      else {
        still.push(i);
        if (!isFull && 'operation' in step) ahead.add(step.operation);
      }
    }
    const moved = still.length < this.waiting.length;
    this.waiting = still;
    // What was refused at once may have been waited for.
    if (moved && this.under === 0 && still.length > 0 && this.errors < this.failOnErrors)
      return this.begin();
    if (this.under === 0) this.end();
  }

  private isReady(step: Step | RefusedOperation): boolean {
    if ('refused' in step) return true;
    return (
      step.needs.every((one) => this.results[one] !== undefined) &&
      (step.follows === undefined || this.begun.has(step.follows))
    );
  }

  private mayPass(step: Step | RefusedOperation, ahead: Waiting, waiting: number): boolean {
    if (Number.isFinite(this.failOnErrors)) return waiting === 0;
    return 'refused' in step || ahead.mayPass(step.operation);
  }

  private start(i: number, step: Step | RefusedOperation): void {
    this.begun.add(i);
    if ('refused' in step) return this.settle(i, this.refusal(step, step.refused));
    const lacking = this.lacking(step);
    if (lacking) return this.settle(i, this.refusal(step, lacking));
    const { operation } = step;
    const known =
      step.needs.length === 0
        ? operation
        : resolveReferences(operation, (bulkId) => this.ids.get(bulkId) as string);
    this.under += 1;
    void this.perform(known)
      .then(
        (reading) => this.settle(i, this.done(known, reading)),
        (reason: unknown) => this.settle(i, this.refusal(step, this.errorOf(reason), known.id)),
      )
      .finally(() => {
        this.under -= 1;
        this.beginSoon();
      });
  }

  /** Once for all that one append answers. */
  private beginSoon(): void {
    if (this.isSoon) return;
    this.isSoon = true;
    setImmediate(() => {
      this.isSoon = false;
      this.begin();
    });
  }

  /** An operation whose reference was not made is not tried. */
  private lacking({ needs }: Step): ScimError | undefined {
    const failed = needs.map((one) => this.results[one]).find((one) => one?.refused);
    if (!failed) return undefined;
    const which = `The operation with bulkId ${JSON.stringify(failed.bulkId)}, which this one refers to, `;
    // What failed for a fault of ours may be sent again, and so may what waited for it.
    return failed.status >= 500
      ? new ScimError(503, `${which}could not be carried out now. Send both again.`)
      : new ScimError(400, `${which}failed.`, 'invalidValue');
  }

  private settle(i: number, result: BulkResult): void {
    this.results[i] = result;
    if (result.refused) this.errors += 1;
  }

  private done(
    { method, bulkId, endpoint, id }: BulkOperation,
    reading: Reading | undefined,
  ): BulkResult {
    const made = reading ? idOf(reading) : (id as string);
    if (bulkId !== undefined) this.ids.set(bulkId, made);
    return {
      method,
      bulkId,
      location: `${this.baseUrl}${endpoint}/${made}`,
      version: reading && etag(reading.version),
      status: STATUS[method],
      refused: undefined,
    };
  }

  private refusal(step: Step | RefusedOperation, refused: ScimError, id?: string): BulkResult {
    const { method, bulkId } = 'refused' in step ? step : step.operation;
    const endpoint = 'refused' in step ? '' : step.operation.endpoint;
    const location = id === undefined ? undefined : `${this.baseUrl}${endpoint}/${id}`;
    return { method, bulkId, location, version: undefined, status: refused.status, refused };
  }
}
