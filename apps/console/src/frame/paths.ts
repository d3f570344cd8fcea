import { useSyncExternalStore } from 'react';

/** Addresses inside the console, without `/console`; the browser's own history keeps them. */
const ROOT = '/console';
const CHANGED = 'rollcall:moved';

export const here = (): string =>
  `/${window.location.pathname.slice(ROOT.length).split('/').filter(Boolean).join('/')}`;

/** The path with what the screen keeps behind its question mark. */
export const placeHere = (): string => here() + window.location.search;

export const address = (path: string): string => ROOT + path;

export const go = (path: string, replace = false): void => {
  const to = address(path);
  if (replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  window.dispatchEvent(new Event(CHANGED));
  window.scrollTo(0, 0);
};

export const watch = (moved: () => void): (() => void) => {
  for (const name of ['popstate', CHANGED]) window.addEventListener(name, moved);
  return () => {
    for (const name of ['popstate', CHANGED]) window.removeEventListener(name, moved);
  };
};

export const usePath = (): string => useSyncExternalStore(watch, here);

/** Whether `path` is that of a place or below it; `/tenants` is a list, and nothing is below it. */
export const isBelow = (place: string, path: string): boolean =>
  path === place || (place !== '/tenants' && path.startsWith(`${place}/`));

/** The parts of a path that match `/tenants/:tenant/users/:id`, or undefined. */
export const matchPath = (
  pattern: string,
  path: string,
): Readonly<Record<string, string>> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] as string;
    const meant = part.startsWith(':') ? decoded(value) : value;
    if (meant === undefined) return undefined;
    if (part.startsWith(':')) found[part.slice(1)] = meant;
    else if (part !== meant) return undefined;
  }
  return found;
};

/** Undefined where a percent sign encodes nothing: an address that somebody typed. */
const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};
