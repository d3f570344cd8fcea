import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { session as api } from '../api/admin';
import { useAnswer } from '../api/answer';
import { carryCsrf, type Problem } from '../api/ask';
import type { Session } from '../api/views';

interface Signed {
  /** Undefined while it is not known; null when nobody is signed in. */
  readonly session: Session | null | undefined;
  readonly problem: Problem | undefined;
  entered(session: Session): void;
  leave(): Promise<void>;
  lost(): void;
}

const Context = createContext<Signed | undefined>(undefined);

const read = async (): Promise<Session | null> =>
  api.read().catch((reason: { status?: number }) => {
    if (reason.status === 401) return null;
    throw reason;
  });

/** Who is signed in, for everything below. */
export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const { value, problem, put } = useAnswer<Session | null>('session', read);
  carryCsrf(value?.csrf ?? '');
  const lost = useCallback(() => put(null), [put]);
  const signed = useMemo(
    () => ({
      session: value,
      problem,
      entered: put,
      lost,
      leave: async () => {
        await api.end();
        put(null);
      },
    }),
    [value, problem, put, lost],
  );
  return <Context.Provider value={signed}>{children}</Context.Provider>;
};

export const useSigned = (): Signed => {
  const signed = useContext(Context);
  if (!signed) throw new Error('the session is used outside of SessionProvider');
  return signed;
};
