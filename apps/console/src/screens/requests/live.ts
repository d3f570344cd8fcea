import { useEffect, useRef, useState } from 'react';
import { requests } from '../../api/admin';
import type { RequestRow } from '../../api/views';
import { Missing, type Shows } from './missing';

export interface Live {
  readonly on: boolean;
  /** The stream is open: what comes is shown at once. */
  readonly connected: boolean;
  turn(on: boolean): void;
}

const PAUSE_MS = 3_000;
/** The stream shows a request before the log has written it: the list is loaded until it has each. */
const GATHER_MS = [400, 2_000, 6_000] as const;

/**
 * Listens to the request log and says when there is something new; comes back after a cut. The stream
 * begins with the last moments, so that nothing is lost between the list and it: what it `shows` is no
 * news; undefined while the list is on its way.
 */
export const useLive = (tenantId: string, shows: Shows, onNews: () => void): Live => {
  const [on, turn] = useState(true);
  const [connected, setConnected] = useState(false);
  const use = useRef({ shows, onNews });
  use.current = { shows, onNews };
  useEffect(() => {
    if (!on) return undefined;
    const end = new AbortController();
    const gathering = new Map<number, ReturnType<typeof setTimeout>>();
    // A first sync sends hundreds of lines a second: they are shown together.
    const missing = new Missing();
    const onRow = (row: RequestRow): void => {
      if (use.current.shows(row)) return;
      missing.add(row);
      for (const ms of GATHER_MS)
        if (!gathering.has(ms))
          gathering.set(
            ms,
            setTimeout(() => {
              gathering.delete(ms);
              if (missing.any(use.current.shows)) use.current.onNews();
              if (gathering.size === 0) missing.clear();
            }, ms),
          );
    };
    const listen = async (): Promise<void> => {
      for (let cuts = 0; !end.signal.aborted; cuts += 1) {
        const onOpen = (): void => {
          setConnected(true);
          if (cuts > 0) use.current.onNews();
        };
        await requests.live(tenantId, { onOpen, onRow }, end.signal).catch(() => undefined);
        if (end.signal.aborted) return;
        setConnected(false);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    };
    void listen();
    return () => {
      end.abort();
      for (const timer of gathering.values()) clearTimeout(timer);
      setConnected(false);
    };
  }, [on, tenantId]);
  return { on, connected, turn };
};
