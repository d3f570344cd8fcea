// What receives webhooks in npm start: checks each signature, and prints what it got.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const { PORT = '', WEBHOOK_SECRET = '' } = process.env;
const webhook = new Webhook(WEBHOOK_SECRET);

/** @type {import('node:http').RequestListener} */
const receive = async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  try {
    const headers = /** @type {Record<string, string>} */ (request.headers);
    const event = /** @type {{ type: string, tenant: string, position: number }} */ (
      webhook.verify(body, headers)
    );
    const name = event.type.replace(/^rollcall\.|\.v\d+$/g, '');
    console.log(`webhook: ${name} (${event.tenant} #${event.position}), its signature is right`);
    response.writeHead(204).end();
  } catch (error) {
    console.error(`webhook: refused, ${error instanceof Error ? error.message : String(error)}`);
    response.writeHead(401).end();
  }
};

createServer((request, response) => void receive(request, response)).listen(
  Number(PORT),
  '127.0.0.1',
);
