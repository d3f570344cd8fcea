// A webhook endpoint for npm start, and what receives its events.
import { root } from '../engines/engines.mjs';
import { ManagedProcess } from '../engines/managed.mjs';
import { freePort } from '../engines/run.mjs';

/**
 * Makes the endpoint `demo`, and starts what receives its events and prints them.
 * @param {{ internalBaseUrl: string, key: string, quiet: boolean, onExit: (name: string) => void }} options
 */
export const receiveWebhooks = async ({ internalBaseUrl, key, quiet, onExit }) => {
  const endpoints = `${internalBaseUrl}/internal/v1/webhooks`;
  const port = await freePort();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  await fetch(`${endpoints}/demo`, {
    method: 'DELETE',
    headers: { authorization: headers.authorization },
  });
  const made = await fetch(endpoints, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'demo', url: `http://127.0.0.1:${port}/` }),
  });
  const { secret, detail } = /** @type {{ secret?: string, detail?: string }} */ (
    await made.json()
  );
  if (secret === undefined) throw new Error(`the webhook endpoint could not be made: ${detail}`);
  return new ManagedProcess({
    name: 'webhook-receiver',
    command: process.execPath,
    args: ['tools/stack/webhook-receiver.mjs'],
    options: {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(port), WEBHOOK_SECRET: secret },
    },
    output: quiet ? 'ignore' : 'inherit',
    ready: async () => true,
    onExit,
  }).start();
};
