import { useEffect, useRef, useState } from 'react';
import { requests } from '../../api/admin';

export interface Live {
  readonly on: boolean;
  /** The stream is open: what comes is shown at once. */
  readonly connected: boolean;
  turn(on: boolean): void;
}

const PAUSE_MS = 3_000;
/** The stream tells of a request before the log has written it: asked once soon, and once surely. */
const GATHER_MS = [400, 2_000] as const;

/** Listens to the request log and says when there is something new; comes back after a cut. */
export const useLive = (tenantId: string, onNews: () => void): Live => {
  const [on, turn] = useState(true);
  const [connected, setConnected] = useState(false);
  const news = useRef(onNews);
  news.current = onNews;
  useEffect(() => {
    if (!on) return undefined;
    const end = new AbortController();
    const gathering = new Map<number, ReturnType<typeof setTimeout>>();
    // A first sync sends hundreds of lines a second: they are shown together.
    const gather = (delays: readonly number[] = GATHER_MS): void => {
      for (const ms of delays)
        if (!gathering.has(ms))
          gathering.set(
            ms,
            setTimeout(() => {
              gathering.delete(ms);
              news.current();
            }, ms),
          );
    };
    const listen = async (): Promise<void> => {
      let isFirst = true;
      while (!end.signal.aborted) {
        setConnected(true);
        // What came just before the stream was open is in the log by then. The list was asked for
        // with the first stream: it is not asked for again at once.
        gather(isFirst ? GATHER_MS.slice(-1) : GATHER_MS);
        isFirst = false;
        await requests.live(tenantId, () => gather(), end.signal).catch(() => undefined);
        if (end.signal.aborted) return;
        setConnected(false);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        news.current();
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
