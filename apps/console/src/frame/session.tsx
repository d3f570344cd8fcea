import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { session as api } from '../api/admin';
import { useAnswer } from '../api/answer';
import { carryCsrf, whenLost, type Problem } from '../api/ask';
import type { Session } from '../api/views';
import { placeHere } from './paths';
import { keepPlace } from './place';

interface Signed {
  /** Undefined while it is not known; null without a session. */
  readonly session: Session | null | undefined;
  /** The session that was here until the server refused it. */
  readonly ended: Session | undefined;
  readonly problem: Problem | undefined;
  entered(session: Session): void;
  leave(): Promise<void>;
}

const Context = createContext<Signed | undefined>(undefined);

const isOver = (reason: unknown): boolean => (reason as { status?: number }).status === 401;

const read = async (): Promise<Session | null> =>
  api.read().catch((reason: unknown) => {
    if (isOver(reason)) return null;
    throw reason;
  });

/** The session, for all components below. */
export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const { value, problem, put, again } = useAnswer<Session | null>('session', read);
  const [ended, setEnded] = useState<Session>();
  carryCsrf(value?.csrf ?? '');

  const current = useRef(value);
  current.current = value;
  useEffect(
    () =>
      whenLost(() => {
        if (!current.current) return;
        setEnded(current.current);
        keepPlace(placeHere());
        put(null);
      }),
    [put],
  );

  // After a sign-in in another window of the browser this window continues.
  const isOut = value === null;
  useEffect(() => {
    if (!isOut) return undefined;
    const look = (): void => void again();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [isOut, again]);

  const leave = useCallback(async () => {
    await api.end().catch((reason: unknown) => {
      if (!isOver(reason)) throw reason;
    });
    setEnded(undefined);
    put(null);
  }, [put]);

  const signed = useMemo(
    () => ({ session: value, ended, problem, entered: put, leave }),
    [value, ended, problem, put, leave],
  );
  return <Context.Provider value={signed}>{children}</Context.Provider>;
};

export const useSigned = (): Signed => {
  const signed = useContext(Context);
  if (!signed) throw new Error('the session is used outside of SessionProvider');
  return signed;
};
