import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { tenants } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { Problem } from '../../api/ask';
import type { Status } from '../../api/views';
import { useTenant } from '../../frame/tenant';
import { isSetUp } from './health';

/** A token or a client secret that was just made. It lives in memory until the page is left or the token ends. */
export interface Secret {
  readonly tokenId: string;
  readonly token: string;
  /** Of a client secret: its OAuth client. */
  readonly clientId?: string;
}

interface ConnectionState {
  /** Undefined until it is known, and while it cannot be. */
  readonly status: Status | undefined;
  readonly problem: Problem | undefined;
  /** When the status came. */
  readonly at: string | undefined;
  /** Undefined until it is known. */
  readonly setUp: boolean | undefined;
  readonly secret: Secret | undefined;
  keepSecret(secret: Secret | undefined): void;
  again(): Promise<void>;
}

const Context = createContext<ConnectionState | undefined>(undefined);

const ELSEWHERE_MS = 60_000;
const LOOKED_AT_MS = 4_000;

/** How the tenant's connection does, for every screen of it: the first tab depends on it. */
export const ConnectionStateProvider = ({ id, children }: { id: string; children: ReactNode }) => {
  const {
    value: status,
    problem,
    at,
    again,
  } = useAnswer(id, () => tenants.status(id), ELSEWHERE_MS);
  const [kept, keepSecret] = useState<Secret>();
  const [seenLive, see] = useState<string>();
  const isLive = Boolean(kept && status?.liveTokens.includes(kept.tokenId));
  useEffect(() => {
    if (isLive) see(kept?.tokenId);
  }, [isLive, kept]);
  // It was live and is so no more: a dead token is not worth copying.
  const secret = kept && !isLive && seenLive === kept.tokenId ? undefined : kept;
  const state = useMemo(
    () => ({
      status,
      problem,
      at,
      secret,
      keepSecret,
      again,
      setUp: status && isSetUp(status),
    }),
    [status, problem, at, secret, again],
  );
  return <Context.Provider value={state}>{children}</Context.Provider>;
};

export const useConnectionState = (): ConnectionState => {
  const state = useContext(Context);
  if (!state) throw new Error('the status is used outside of StandingProvider');
  return state;
};

/** The same, loaded every few seconds while a screen uses it. */
export const useFreshConnectionState = (): ConnectionState => {
  const state = useConnectionState();
  const { at, again } = state;
  const isOld = useRef<() => boolean>(() => false);
  isOld.current = () => at !== undefined && Date.now() - Date.parse(at) >= LOOKED_AT_MS;
  useEffect(() => {
    if (isOld.current()) void again();
    const timer = setInterval(() => void again(), LOOKED_AT_MS);
    return () => clearInterval(timer);
  }, [again]);
  return state;
};

/** Whether provisioning was on once; undefined until it is known. */
export const useSetUp = (): boolean | undefined => {
  const { setUp, problem } = useConnectionState();
  const { tenant } = useTenant();
  // Where the status cannot be loaded, show that the tenant is on.
  return tenant.provisioning === 'enabled' || (setUp ?? (problem ? false : undefined));
};
