import { AsyncResource } from 'node:async_hooks';

/**
 * Fastify binds one function for each body that it reads. Up to Node 20 each gets two deprecation
 * wrappers for a property `asyncResource`, which no code reads and later versions do not have: a
 * twentieth of what a small write costs. Where Node still does so, `AsyncResource.prototype.bind`
 * binds as the later versions do from now on, in the whole process: call this in a main.
 */
export const installAsyncResourceBindPatch = (): void => {
  if (!('asyncResource' in new AsyncResource('probe').bind(() => undefined))) return;
  type Bound = (this: unknown, ...args: unknown[]) => unknown;
  const bind = function (this: AsyncResource, fn: Bound): Bound {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the bound function has its own
    const resource = this;
    return function (...args) {
      return resource.runInAsyncScope(fn, this, ...args);
    };
  };
  AsyncResource.prototype.bind = bind as typeof AsyncResource.prototype.bind;
};
