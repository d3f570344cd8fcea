import type { FastifyReply } from 'fastify';

type Headers = Readonly<Record<string, string>>;

/** On every response outside of SCIM: no sniffing, no frames, no referrer for other sites. */
const ALWAYS: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: under it browsers send "Origin: null" with a page's own changes.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

const NOTHING = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** The console loads what it was built with, and talks to where it came from. Nothing inline. */
const CONSOLE = policy({
  ...NOTHING,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
});
const API = policy(NOTHING);

const YEAR_SECONDS = 31_536_000;

/** Sets the headers that protect a browser, by the requested path. */
export const protect = (reply: FastifyReply, path: string, https: boolean): void => {
  reply.headers(ALWAYS);
  if (https) reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`);
  reply.header('content-security-policy', path.startsWith('/console') ? CONSOLE : API);
  if (path.startsWith('/admin')) reply.header('cache-control', 'no-store');
};
