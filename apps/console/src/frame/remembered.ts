import { useCallback, useState } from 'react';
import { recall, remember } from './memory';

/** A choice that this browser keeps. */
export const useRemembered = (
  name: string,
  otherwise: string,
): [string, (next: string) => void] => {
  const [value, setValue] = useState(() => recall(name) ?? otherwise);
  const keep = useCallback(
    (next: string) => {
      setValue(next);
      remember(name, next);
    },
    [name],
  );
  return [value, keep];
};
