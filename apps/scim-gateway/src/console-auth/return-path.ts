import { withoutLastSlashes } from '../config/last-slashes';

const HERE = 'http://console.invalid';
const MOST = 512;
const HOME = '/console';

/** Paths that begin or end a sign-in would cause a redirect loop. */
const CIRCLES: ReadonlySet<string> = new Set(['/console/sign-in', '/console/callback']);

/**
 * The target after a sign-in: a path of the console, or the console's start page for anything else.
 * The path is parsed as a browser does it (dots, backslashes, encoded or not) and written anew, so
 * that Location is ours for every input.
 */
export const returnPath = (to: unknown): string => {
  if (typeof to !== 'string' || to.length > MOST || !to.startsWith('/')) return HOME;
  if (!URL.canParse(to, HERE)) return HOME;
  const { origin, pathname, search } = new URL(to, HERE);
  const isOurs = origin === HERE && (pathname === HOME || pathname.startsWith(`${HOME}/`));
  return isOurs && !CIRCLES.has(withoutLastSlashes(pathname)) ? pathname + search : HOME;
};
