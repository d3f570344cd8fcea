/**
 * Makes kafkajs 2.2.4 cheaper without changing what it does (docs/adr/0006). Import it before
 * kafkajs; where kafkajs was loaded already, its own codec stays in place.
 */
import './idle-queue';
import { decodeRecord } from './decode-record';
import { encodeRecord } from './encode-record';

const replace = (name: string, exports: unknown): void => {
  const path = require.resolve(name);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
  require(path);
  const loaded = require.cache[path];
  if (loaded) loaded.exports = exports;
};

replace('kafkajs/src/protocol/recordBatch/record/v0', encodeRecord);
replace('kafkajs/src/protocol/recordBatch/record/v0/decoder', decodeRecord);
