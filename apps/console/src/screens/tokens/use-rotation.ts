import { useEffect, useRef, useState } from 'react';
import { rotation as api } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { Problem } from '../../api/ask';
import type { Rotation, TokenRow } from '../../api/views';
import { useTenant } from '../../frame/tenant';

interface Pair {
  readonly old: string;
  readonly fresh: string;
}

interface Running {
  readonly rotation: Rotation | undefined;
  readonly isRunning: boolean;
  /** A rotation that ended while one looked, and which of its tokens went. */
  readonly ended: (Pair & { readonly gone: 'old' | 'new' }) | undefined;
}

const pairOf = (rows: readonly TokenRow[]): Pair | undefined => {
  const [old, fresh] = (['old', 'new'] as const).map((role) =>
    rows.find(({ rotation }) => rotation === role),
  );
  return old && fresh ? { old: old.id, fresh: fresh.id } : undefined;
};

/** The rotation of the tokens in `rows`, loaded only while there is one. */
export const useRotation = (rows: readonly TokenRow[], listAgain: () => Promise<void>): Running => {
  const { tenant } = useTenant();
  const pair = pairOf(rows);
  const key = pair ? `${tenant.id} ${pair.old} ${pair.fresh}` : tenant.id;
  const { value } = useAnswer(
    key,
    async () => {
      if (!pair) return undefined;
      return api.read(tenant.id).catch(async (reason: unknown) => {
        if (!(reason instanceof Problem) || reason.status !== 404) throw reason;
        // It ended since the list was read.
        await listAgain();
        return undefined;
      });
    },
    pair ? 2_000 : undefined,
  );
  return { rotation: pair && value, isRunning: pair !== undefined, ended: useEnded(pair, rows) };
};

const useEnded = (pair: Pair | undefined, rows: readonly TokenRow[]): Running['ended'] => {
  const last = useRef<Pair | undefined>(undefined);
  const [ended, setEnded] = useState<Running['ended']>();
  const { old, fresh } = pair ?? {};
  useEffect(() => {
    if (old !== undefined && fresh !== undefined) {
      last.current = { old, fresh };
      setEnded(undefined);
      return;
    }
    const was = last.current;
    if (!was || rows.length === 0) return;
    last.current = undefined;
    const isLive = (id: string): boolean =>
      rows.some((row) => row.id === id && row.status === 'live');
    if (isLive(was.fresh)) setEnded({ ...was, gone: 'old' });
    else if (isLive(was.old)) setEnded({ ...was, gone: 'new' });
  }, [old, fresh, rows]);
  return ended;
};
