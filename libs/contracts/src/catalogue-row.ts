import type { Members } from './payload-schema';
import type { Fact, SubjectKind } from './event';

/** What is said of a type of event beside its data's type. */
export interface EventRow<Data> {
  /** `any`: of whatever stream. */
  readonly subject: SubjectKind | 'any';
  /** A sentence for docs/events.md. */
  readonly summary: string;
  readonly data: Members<Data>;
}

/** A row for each type of a union of events. One that is missing does not compile. */
export type Rows<Event extends Fact> = {
  readonly [Type in Event['type']]: EventRow<Extract<Event, { readonly type: Type }>['data']>;
};
