import { decodeRecord } from './decode-record';
import { encodeRecord } from './encode-record';
import { checkOnlyWhilePending } from './idle-queue';

const replace = (name: string, exports: unknown): void => {
  const path = require.resolve(name);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
  require(path);
  const loaded = require.cache[path];
  if (loaded) loaded.exports = exports;
};

let installed = false;

/**
 * Makes kafkajs 2.2.4 cheaper for the whole process, without changing what it does (docs/adr/0006).
 * Call it in a main, before the first connection: kafkajs loads its codec with the first request and
 * keeps what it loaded. Without it everything works, and costs more.
 */
export const installKafkajsPatches = (): void => {
  if (installed) return;
  installed = true;
  checkOnlyWhilePending();
  replace('kafkajs/src/protocol/recordBatch/record/v0', encodeRecord);
  replace('kafkajs/src/protocol/recordBatch/record/v0/decoder', decodeRecord);
};
