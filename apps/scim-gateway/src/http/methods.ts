import { Injectable } from '@nestjs/common';
import { ScimError } from '@rollcall/protocol';

/** The path is served, but not with this method. */
export const methodRefused = (allow: string): string => `This path answers ${allow} only.`;

/** 405, and Allow says which methods are served. */
export class MethodNotAllowed extends ScimError {
  constructor(readonly allow: string) {
    super(405, methodRefused(allow));
  }
}

/** No route serves this address: it is not a missing resource. */
export const pathUnknown = (): ScimError =>
  new ScimError(404, 'There is nothing at this path. Check the SCIM base URL.', undefined, {
    code: 'path-unknown',
  });

/** Whether the router took `.search` for an id, which none begins like: it has no other method. */
export const isSearchAsId = (params: unknown): boolean =>
  (params as { readonly id?: unknown } | undefined)?.id === '.search';

/** RFC 7644 §3.13: what is said of a path with another version of the protocol. */
export const otherVersion = (url: string): ScimError | undefined => {
  const [, version] = /^\/scim\/v(\d+)(?=[/?]|$)/.exec(url) ?? [];
  if (version === undefined || version === '2') return undefined;
  return new ScimError(
    400,
    `SCIM ${version} is not served. Use the base URL that ends in /scim/v2.`,
    'invalidVers',
  );
};

/** The served routes, to distinguish a wrong method from a wrong path. */
@Injectable()
export class Methods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  add(method: string | readonly string[], url: string): void {
    const known = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    this.routes.set(url, known);
  }

  /** The Allow header of a request's URL; undefined for an unknown path. */
  allow(url: string): string | undefined {
    const [path = ''] = url.split(/[?#]/, 1);
    const one = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    const found = new Set<string>();
    for (const { pattern, methods } of this.routes.values())
      if (pattern.test(one)) for (const method of methods) found.add(method);
    return found.size === 0 ? undefined : [...found, 'OPTIONS'].sort().join(', ');
  }
}

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&')
      .replaceAll(/:[A-Za-z]+/g, '[^/.;][^/;]*')
      .replace(/\\\*$/, '.*')}$`,
  );
