import { withoutLastSlashes } from '../config/last-slashes';

const HERE = 'http://console.invalid';
const MOST = 512;
const HOME = '/console';

/** Paths that begin or end a sign-in would lead round in a circle. */
const CIRCLES: ReadonlySet<string> = new Set(['/console/sign-in', '/console/callback']);

/**
 * Where to go after a sign-in: a path of the console, or the console itself for anything else. It is
 * read as a browser reads it (dots, backslashes, encoded or not) and written out anew, so that what
 * is sent as Location is ours whatever was asked for.
 */
export const returnPath = (to: unknown): string => {
  if (typeof to !== 'string' || to.length > MOST || !to.startsWith('/')) return HOME;
  if (!URL.canParse(to, HERE)) return HOME;
  const { origin, pathname, search } = new URL(to, HERE);
  const isOurs = origin === HERE && (pathname === HOME || pathname.startsWith(`${HOME}/`));
  return isOurs && !CIRCLES.has(withoutLastSlashes(pathname)) ? pathname + search : HOME;
};
