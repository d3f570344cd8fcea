import { useEffect, useRef, useState } from 'react';
import { requests } from '../../api/admin';

export interface Live {
  readonly on: boolean;
  /** The stream is open: what comes is shown at once. */
  readonly connected: boolean;
  turn(on: boolean): void;
}

const PAUSE_MS = 3_000;
const GATHER_MS = 400;

/** Listens to the request log and says when there is something new; comes back after a cut. */
export const useLive = (tenantId: string, onNews: () => void): Live => {
  const [on, turn] = useState(true);
  const [connected, setConnected] = useState(false);
  const news = useRef(onNews);
  news.current = onNews;
  useEffect(() => {
    if (!on) return undefined;
    const end = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    // A first sync sends hundreds of lines a second: they are shown together.
    const gather = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        news.current();
      }, GATHER_MS);
    };
    const listen = async (): Promise<void> => {
      while (!end.signal.aborted) {
        setConnected(true);
        await requests.live(tenantId, gather, end.signal).catch(() => undefined);
        if (end.signal.aborted) return;
        setConnected(false);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        news.current();
      }
    };
    void listen();
    return () => {
      end.abort();
      clearTimeout(gathering);
      setConnected(false);
    };
  }, [on, tenantId]);
  return { on, connected, turn };
};
