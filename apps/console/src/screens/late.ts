import { useEffect, useState } from 'react';

/** A typed text, after a pause in typing: a request for each key would be too many. */
export const useLate = (text: string, restMs = 300): string => {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), restMs);
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return late.trim();
};
