import http from 'node:http';
import https from 'node:https';

/** Identity providers keep their connections: so does a replay. */
const plain = { request: http.request, agent: new http.Agent({ keepAlive: true, maxSockets: 64 }) };
const overTls = {
  request: https.request,
  agent: new https.Agent({ keepAlive: true, maxSockets: 64 }),
};

/**
 * @param {string} text
 * @returns {unknown}
 */
const parsed = (text) => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * Sends one request exactly as given: the path is not normalised, no header is added but host,
 * length and authorization (when the step has none). Resolves to `{status, headers, body, text}`;
 * rejects when no whole answer came within the time.
 * @param {import('./replay.mjs').StepRequest} request
 * @param {{ base: string, token?: string, deadlineMs?: number }} where
 * @returns {Promise<import('./replay.mjs').Answer>}
 */
export const speak = ({ method, path, headers = {}, body }, { base, token, deadlineMs = 60_000 }) =>
  new Promise((resolve, reject) => {
    const url = new URL(base);
    const text =
      body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const own = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
    const way = url.protocol === 'https:' ? overTls : plain;
    const request = way.request(
      {
        agent: way.agent,
        hostname: url.hostname,
        port: url.port,
        method,
        path: url.pathname.replace(/\/+$/, '') + path,
        headers: {
          ...(own || !token ? {} : { Authorization: `Bearer ${token}` }),
          ...headers,
          ...(text === undefined ? {} : { 'Content-Length': Buffer.byteLength(text) }),
        },
        signal: AbortSignal.timeout(deadlineMs),
      },
      (answer) => {
        /** @type {Buffer[]} */
        const chunks = [];
        answer.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const all = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: answer.statusCode ?? 0,
            headers: /** @type {Record<string, string | undefined>} */ (answer.headers),
            text: all,
            body: parsed(all),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(text);
  });
