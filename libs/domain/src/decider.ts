import { handle, isHandled, type Fact, type Handlers } from '@rollcall/contracts';

/** A decision: a pure function from a command and what is, to what happened. */
export interface Decider<State, Command, Event extends Fact> {
  readonly initial: State;
  /** Throws DomainError when the command is refused; an empty list when nothing changes. */
  decide(command: Command, state: State): readonly Event[];
  /** Cannot fail, cannot wait, cannot look at the clock. */
  evolve(state: State, event: Event): State;
  /** Whether a fact is one of those that `evolve` takes. */
  handles(fact: Fact): fact is Event;
}

/** The state after each type of event. One that is missing does not compile. */
export type Evolve<State, Event extends Fact> = Handlers<Event, [state: State], State>;

/** The part of a decider that follows from its handlers. */
export const evolving = <State, Event extends Fact>(
  handlers: Evolve<State, Event>,
): Pick<Decider<State, unknown, Event>, 'evolve' | 'handles'> => ({
  evolve: (state, event) => handle(handlers, event, state),
  handles: (fact): fact is Event => isHandled<Event>(handlers, fact),
});

/** The state after events, from a state. */
export const fold = <State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
  state: State,
  events: readonly Event[],
): State => events.reduce((now, event) => decider.evolve(now, event), state);

/** For the default of a switch over commands: adding one without its case is a compile error. */
export const unreachable = (never: never): never => {
  throw new Error(`not handled: ${JSON.stringify(never)}`);
};
