import { object, orNull, text, time, whole, type TypeOf } from './shapes';

const used = object({ network: text, firstUsedAt: time });

/** From how many networks a credential was used, 64 at most, and which was the last to be new. */
export const usedNetworks = object({ count: whole, newest: orNull(used) });
export type UsedNetworks = TypeOf<typeof usedNetworks>;

export const UNUSED: UsedNetworks = { count: 0, newest: null };
