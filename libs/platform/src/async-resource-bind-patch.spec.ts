import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type * as Platform from './index';

const own = AsyncResource.prototype.bind;

afterAll(() => {
  AsyncResource.prototype.bind = own;
});

it('AsyncResource.bind is Node’s own when the library is imported, and lean when a main asks for it', () => {
  const { installAsyncResourceBindPatch } = jest.requireActual<typeof Platform>('./index');
  expect(AsyncResource.prototype.bind).toBe(own);
  installAsyncResourceBindPatch();
  const storage = new AsyncLocalStorage<string>();
  const read = storage.run('a', () =>
    new AsyncResource('probe').bind(function (this: { readonly is: string }, text: string) {
      return `${storage.getStore()} ${this.is} ${text}`;
    }),
  );
  expect('asyncResource' in read).toBe(false);
  expect(storage.run('b', () => read.call({ is: 'this' }, 'argument'))).toBe('a this argument');
});
