import { ask } from './ask.mjs';

const question = (key, version, ...rest) => {
  const body = Buffer.concat([Buffer.from([0, key, 0, version, 0, 0, 0, 1, 255, 255]), ...rest]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
};
const whole = (answer) => answer.length >= 4 && answer.length >= 4 + answer.readInt32BE(0);

const METADATA = question(3, 1, Buffer.alloc(4));
const COORDINATOR = question(10, 0, Buffer.from([0, 4]), Buffer.from('warm'));

/**
 * A broker is ready when it knows itself and has a group coordinator. Asking for the coordinator
 * makes its topic, so that the first consumer need not wait for it.
 */
export const kafkaReady = async (port) =>
  (await ask(port, METADATA, whole)).readInt32BE(8) > 0 &&
  (await ask(port, COORDINATOR, whole)).readInt16BE(8) === 0;
