import { useSyncExternalStore } from 'react';

/** As in styles/connect.css: from here on there is room for two panes. */
const TWO_PANES = '(min-width: 64rem)';

const watch = (changed: () => void): (() => void) => {
  const query = window.matchMedia(TWO_PANES);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** Whether the guide stands next to the steps; otherwise it stands inside its step. */
export const useTwoPanes = (): boolean =>
  useSyncExternalStore(watch, () => window.matchMedia(TWO_PANES).matches);
