import { useSyncExternalStore } from 'react';
import { go, watch } from './paths';

const here = (): string => window.location.search;

/**
 * The query of the address: it survives Back and a reload, and a link can contain it.
 * `set` replaces values in place; an empty value removes its name.
 */
export const useAddressQuery = (
  path: string,
): readonly [URLSearchParams, (changes: Readonly<Record<string, string>>) => void] => {
  const query = new URLSearchParams(useSyncExternalStore(watch, here));
  const set = (changes: Readonly<Record<string, string>>): void => {
    const next = new URLSearchParams(here());
    for (const [name, value] of Object.entries(changes))
      if (value === '') next.delete(name);
      else next.set(name, value);
    const text = next.toString();
    go(text === '' ? path : `${path}?${text}`, true);
  };
  return [query, set];
};
