/** What a decider looks like from outside; a library of ours may not be imported here. */
export interface Deciding<State, Command, Event> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** Expectations of one decision. */
export interface Decision<Event> {
  /** Exactly these events, in this order. */
  then(...expected: readonly Event[]): void;
  thenNothing(): void;
  /** Refused with this code. */
  thenRefused(code: string): void;
}

/**
 * `given(decider)(provisioned, deactivated).when(deactivate).thenNothing()`: events that happened,
 * a command, and what must come of it.
 */
export const given =
  <State, Command, Event>(decider: Deciding<State, Command, Event>) =>
  (...events: readonly Event[]) => ({
    when: (command: Command): Decision<Event> => {
      const decide = () => {
        const state = events.reduce((now, event) => decider.evolve(now, event), decider.initial);
        return decider.decide(command, state);
      };
      return {
        then: (...expected) => expect(decide()).toEqual(expected),
        thenNothing: () => expect(decide()).toEqual([]),
        thenRefused: (code) => expect(refusalOf(decide)).toMatchObject({ code }),
      };
    },
  });

const refusalOf = (decide: () => readonly unknown[]): unknown => {
  let events: readonly unknown[];
  try {
    events = decide();
  } catch (refusal) {
    return refusal;
  }
  throw new Error(`not refused; it decided ${JSON.stringify(events)}`);
};
