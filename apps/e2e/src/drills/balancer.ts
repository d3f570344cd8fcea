import {
  Agent,
  createServer,
  get,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Backend {
  readonly port: string;
  readonly ready: string;
  readonly agent: Agent;
  isReady: boolean;
}

const EVERY_MS = 100;

/**
 * A load balancer in front of several gateways. It sends a request to a ready one, keeps
 * connections, and never repeats a request, so that the drill sees what a backend drops.
 */
export class Balancer {
  private turn = 0;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly server: Server,
    private readonly backends: readonly Backend[],
  ) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  /** `bases`: public and internal base URL of each gateway. */
  static async open(bases: readonly (readonly [string, string])[]): Promise<Balancer> {
    const backends = bases.map(([scim, internal]) => ({
      port: new URL(scim).port,
      ready: `${internal}/health/ready`,
      agent: new Agent({ keepAlive: true, maxSockets: 64 }),
      isReady: true,
    }));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const balancer = new Balancer(server, backends);
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      balancer.carry(request, response),
    );
    return balancer;
  }

  get scimBaseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/scim/v2`;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    for (const { agent } of this.backends) agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private look(): void {
    for (const backend of this.backends) {
      const probe = get(backend.ready, { timeout: 500 }, (answer) => {
        answer.resume();
        backend.isReady = answer.statusCode === 200;
      });
      probe.on('timeout', () => probe.destroy());
      probe.on('error', () => (backend.isReady = false));
    }
  }

  private carry(request: IncomingMessage, response: ServerResponse): void {
    const ready = this.backends.filter(({ isReady }) => isReady);
    const backend = ready[(this.turn += 1) % ready.length];
    if (!backend) return void response.writeHead(502).end();
    const { agent, port } = backend;
    const { method, url, headers } = request;
    const passed = { agent, host: '127.0.0.1', port, method, path: url, headers };
    const onward = send(passed, (answer) => {
      // `connection` is a header of one hop: do not pass it on.
      const { connection, ...kept } = answer.headers;
      void connection;
      response.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(response);
    });
    onward.on('error', (reason) => response.writeHead(502).end(reason.message));
    request.pipe(onward);
  }
}
