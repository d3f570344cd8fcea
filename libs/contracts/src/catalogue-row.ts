import type { Members } from './payload-schema';
import type { Fact, SubjectKind } from './event';

/** The description of a type of event, in addition to the type of its data. */
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
