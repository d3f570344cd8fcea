import { Agent, request } from 'undici';
import { PrivateAddress, publicLookup } from '@rollcall/webhooks';
import { AddressRefused, type KeyAddresses } from './key-addresses';

const DEADLINE_MS = 5_000;
const MOST_BYTES = 262_144;

/** The keys of an issuer cannot be read now: no fault of the assertion. The message says why. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * What an administrator reads of a failure. Whatever kept the request from an answer is one text: a
 * name that leads inside and a closed port would else say what is in our network.
 */
const reasonOf = (error: unknown): string => {
  if (error instanceof KeysUnavailable) return error.message;
  if (error instanceof AddressRefused) return `${error.message}, so it is not called`;
  return error instanceof PrivateAddress || !(error instanceof Late)
    ? 'it could not be reached'
    : error.message;
};

class Late extends Error {
  override readonly name = 'Late';
}

/**
 * A JSON object from an address of an issuer: over https from a public address, without redirects,
 * at most 256 KiB, within five seconds. Rejects with KeysUnavailable.
 */
export const fetchJson = async (
  address: string,
  addresses: KeyAddresses,
): Promise<Readonly<Record<string, unknown>>> => {
  const agent = new Agent(addresses.anywhere ? {} : { connect: { lookup: publicLookup } });
  const late = new Late(`it did not answer within ${DEADLINE_MS / 1_000} seconds`);
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    void agent.destroy(late);
  }, DEADLINE_MS);
  try {
    const url = addresses.allowed(address);
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headers: { accept: 'application/json', 'user-agent': 'Rollcall' },
      reset: true,
    });
    body.on('error', () => undefined);
    if (statusCode >= 300 && statusCode < 400)
      throw new KeysUnavailable(
        `it answered with a redirect (${statusCode}), which is not followed`,
      );
    if (statusCode !== 200) throw new KeysUnavailable(`it answered ${statusCode}`);
    return objectOf(await textOf(body));
  } catch (error) {
    throw new KeysUnavailable(`${address.slice(0, 200)}: ${reasonOf(isLate ? late : error)}`);
  } finally {
    clearTimeout(deadline);
    void agent.destroy();
  }
};

const textOf = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new KeysUnavailable(`it answered more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const objectOf = (text: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeysUnavailable('it answered no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new KeysUnavailable('it answered no JSON object');
  return value as Record<string, unknown>;
};
