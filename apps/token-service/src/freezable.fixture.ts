/** A door to Redis that can freeze: connections stay open and nobody answers, as with SIGSTOP. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class FreezableDoor {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private frozen = false;

  /** Answers the URL that goes through the door to `target`. */
  async open(target: string): Promise<string> {
    const url = new URL(target);
    const { hostname, port } = url;
    this.server = createServer((inside) => {
      const outside = connect(Number(port || 6379), hostname);
      for (const socket of [inside, outside]) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.sockets.delete(socket));
      }
      inside.pipe(outside);
      outside.pipe(inside);
      if (this.frozen) this.freeze();
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    url.port = String((this.server.address() as AddressInfo).port);
    url.hostname = '127.0.0.1';
    return url.toString();
  }

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Every connection is cut, as when Redis is killed; new ones are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.server?.close();
  }
}
