import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from './ask';

/** The state of a request that a screen shows. */
export interface Answer<T> {
  readonly value: T | undefined;
  /** Why the last request failed; the value is then an older one. */
  readonly problem: Problem | undefined;
  /** When the value came, in ISO 8601. */
  readonly at: string | undefined;
  /** Loads again; the last value stays until then. */
  again(): Promise<void>;
  put(value: T): void;
}

const problemOf = (reason: unknown): Problem =>
  reason instanceof Problem ? reason : new Problem(0, '', String(reason));

interface Held<T> {
  readonly key: string;
  readonly value?: T;
  readonly at?: string;
  readonly problem?: Problem;
}

const valueOf = <T>({ value, at }: Held<T>): Partial<Held<T>> =>
  at === undefined ? {} : ({ value, at } as Partial<Held<T>>);

const now = (): string => new Date().toISOString();

/** Loads when `key` changes, and every `everyMs` if given. */
export const useAnswer = <T>(key: string, load: () => Promise<T>, everyMs?: number): Answer<T> =>
  useHeld(key, load, everyMs, false);

/** The same, but the last value stays until the one of the new key has come: for pages of a list. */
export const useKeptAnswer = <T>(
  key: string,
  load: () => Promise<T>,
  everyMs?: number,
): Answer<T> => useHeld(key, load, everyMs, true);

const useHeld = <T>(
  key: string,
  load: () => Promise<T>,
  everyMs: number | undefined,
  isKept: boolean,
): Answer<T> => {
  const [held, hold] = useState<Held<T>>({ key });
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const current = useRef(key);
  current.current = key;
  const count = useRef(0);
  const shown = useRef(0);

  const again = useCallback(async (): Promise<void> => {
    const mine = ++count.current;
    const update = await latestLoad.current().then(
      (value) => () => ({ key, value, at: now() }),
      (reason: unknown) => (last: Held<T>) => ({
        key,
        ...(isKept || last.key === key ? valueOf(last) : {}),
        problem: problemOf(reason),
      }),
    );
    // A later request has its answer already: drop this one. An answer that is only late is shown:
    // otherwise a server that needs longer than the pause would never show any.
    if (mine < shown.current || current.current !== key) return;
    shown.current = mine;
    hold(update);
  }, [key, isKept]);

  useEffect(() => {
    void again();
    if (!everyMs) return undefined;
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);

  const isOfKey = held.key === key;
  return {
    value: isKept || isOfKey ? held.value : undefined,
    problem: isOfKey ? held.problem : undefined,
    at: isKept || isOfKey ? held.at : undefined,
    again,
    put: useCallback(
      (value: T) => {
        // Answers to earlier requests are older than this value.
        shown.current = ++count.current;
        hold({ key, value, at: now() });
      },
      [key],
    ),
  };
};

/** Something that was asked for: whether it runs, and why it was refused. */
export interface Act {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  run(act: () => Promise<void>): Promise<boolean>;
}

/** Runs one act at a time, and keeps the reason of a refusal. */
export const useAct = (): Act => {
  const [state, setState] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });
  const run = useCallback(async (act: () => Promise<void>): Promise<boolean> => {
    setState({ busy: true });
    try {
      await act();
      setState({ busy: false });
      return true;
    } catch (reason) {
      setState({ busy: false, problem: problemOf(reason) });
      return false;
    }
  }, []);
  return { busy: state.busy, problem: state.problem, run };
};
