import { toMessage, type EventMessage } from '@rollcall/contracts';
import type { ReadFacts } from './restore';

/**
 * Tells the credentials again, to the topic that `tell` leads to, without what is said of tokens
 * whose tenant was erased: its erasure alone goes over. Facts merge, so that an attempt that broke
 * off is repeated from its beginning. Resolves to how many were told and how many were left out.
 */
export const tellAnew = async (
  read: ReadFacts,
  tell: (messages: readonly EventMessage[]) => Promise<void>,
): Promise<{ readonly told: number; readonly left: number }> => {
  const erased = new Set<string>();
  await read((events) => {
    for (const { type, tenantId } of events) if (type === 'TokensErased') erased.add(tenantId);
    return Promise.resolve();
  });
  let told = 0;
  let left = 0;
  await read(async (events) => {
    const kept = events.filter((one) => one.type === 'TokensErased' || !erased.has(one.tenantId));
    left += events.length - kept.length;
    told += kept.length;
    if (kept.length > 0) await tell(kept.map(toMessage));
  });
  return { told, left };
};
