import { AsyncResource } from 'node:async_hooks';

/**
 * Fastify binds one function for each body that it reads. Up to Node 20 each gets two deprecation
 * wrappers for a property `asyncResource`, which nobody asks for and later versions do not have: a
 * twentieth of what a small write costs. Where Node still does so, with this module loaded it
 * binds as the later versions do.
 */
if ('asyncResource' in new AsyncResource('probe').bind(() => undefined)) {
  type Bound = (this: unknown, ...args: unknown[]) => unknown;
  const bind = function (this: AsyncResource, fn: Bound): Bound {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the bound function has its own
    const resource = this;
    return function (...args) {
      return resource.runInAsyncScope(fn, this, ...args);
    };
  };
  AsyncResource.prototype.bind = bind as typeof AsyncResource.prototype.bind;
}
