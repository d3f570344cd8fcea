import type { Fact } from '@rollcall/contracts';

/** A decision: a pure function from a wish and what is, to what happened. */
export interface Decider<State, Command, Event extends Fact> {
  readonly initial: State;
  /** Throws DomainError when the wish is refused; an empty list when nothing changes. */
  decide(command: Command, state: State): readonly Event[];
  /** Cannot fail, cannot wait, cannot look at the clock. */
  evolve(state: State, event: Event): State;
}

/** The state after events, from a state. */
export const fold = <State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
  state: State,
  events: readonly Event[],
): State => events.reduce((now, event) => decider.evolve(now, event), state);

/** For the default of a switch over events: adding an event without its case is a compile error. */
export const unreachable = (never: never): never => {
  throw new Error(`not handled: ${JSON.stringify(never)}`);
};
