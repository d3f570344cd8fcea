import type { Fact } from './event';

/** What is done with each type of a union of events. One that is missing does not compile. */
export type Handlers<Event extends Fact, More extends readonly unknown[], Result> = {
  readonly [Type in Event['type']]: (
    event: Extract<Event, { readonly type: Type }>,
    ...more: More
  ) => Result;
};

/** Whether there is a handler for an event. */
export const isHandled = <Event extends Fact>(
  handlers: { readonly [Type in Event['type']]: unknown },
  event: Fact,
): event is Event => Object.hasOwn(handlers, event.type);

/** Calls the handler of an event's type. */
export const handle = <Event extends Fact, More extends readonly unknown[], Result>(
  handlers: Handlers<Event, More, Result>,
  event: Event,
  ...more: More
): Result => {
  // The map says of each type what its handler takes; the compiler cannot follow one type through both.
  const handler = handlers[event.type as Event['type']] as (event: Event, ...more: More) => Result;
  return handler(event, ...more);
};
