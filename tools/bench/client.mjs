// A SCIM client that costs little, so that a machine shared with the servers measures them.
import net from 'node:net';

const SCIM = 'Content-Type: application/scim+json\r\n';
const TYPE = /^content-type:/im;
const END = Buffer.from('\r\n\r\n');

/**
 * @typedef {{ status: number, body: Buffer }} Answer status 0 when the connection broke
 *
 * @callback Send
 * @param {string} method
 * @param {string} path
 * @param {string} [body]
 * @param {string} [headers] more of them, each with its line's end
 * @returns {Promise<Answer>}
 */

/** One keep-alive connection with one request in flight. Needs a Content-Length on each answer. */
export class Connection {
  /** @type {Buffer[]} */
  got = [];
  /** @type {((answer: Answer) => void) | undefined} */
  answer;
  socket = new net.Socket();

  /** @param {string} base @param {string} [token] */
  constructor(base, token) {
    const { hostname, port, pathname } = new URL(base);
    this.host = hostname;
    this.port = Number(port);
    this.prefix = pathname === '/' ? '' : pathname;
    this.token = token;
  }

  /** @returns {Promise<void>} */
  open() {
    return new Promise((resolve, reject) => {
      this.socket = net.connect({ host: this.host, port: this.port, noDelay: true });
      this.socket.once('connect', resolve).once('error', reject);
      this.socket.on('data', (chunk) => this.read(chunk));
      this.socket.on('close', () => this.answer?.({ status: 0, body: Buffer.alloc(0) }));
    });
  }

  close() {
    this.socket.destroy();
  }

  /** @type {Send} */
  send(method, path, body, headers = '') {
    return new Promise((resolve) => {
      this.answer = resolve;
      const known = this.token === undefined ? '' : `Authorization: Bearer ${this.token}\r\n`;
      const head = `${method} ${this.prefix}${path} HTTP/1.1\r\nHost: ${this.host}\r\n${known}${headers}`;
      this.socket.write(
        body === undefined
          ? `${head}\r\n`
          : `${head}${TYPE.test(headers) ? '' : SCIM}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  }

  /** @param {Buffer} chunk */
  read(chunk) {
    this.got.push(chunk);
    const bytes = this.got.length === 1 ? chunk : Buffer.concat(this.got);
    const end = bytes.indexOf(END);
    if (end < 0) return;
    const head = bytes.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (bytes.length < end + 4 + length) {
      this.got = [bytes];
      return;
    }
    this.got = [];
    const { answer } = this;
    this.answer = undefined;
    // A connection that was opened and never used gets 408 after a while.
    if (!answer) return;
    answer({ status: Number(head.slice(9, 12)), body: bytes.subarray(end + 4) });
  }
}
