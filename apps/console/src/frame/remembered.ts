import { useCallback, useState } from 'react';

/** A choice that this browser keeps: language, theme, how far a flow was walked. Never a secret. */
export const useRemembered = (
  name: string,
  otherwise: string,
): [string, (next: string) => void] => {
  const key = `rollcall.${name}`;
  const [value, setValue] = useState(() => read(key) ?? otherwise);
  const keep = useCallback(
    (next: string) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  return [value, keep];
};

// A browser that keeps nothing (private windows, policies) is no reason to fail.
const read = (key: string): string | undefined => {
  try {
    return window.localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
};

const write = (key: string, value: string): void => {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // The choice holds until the page is left.
  }
};
