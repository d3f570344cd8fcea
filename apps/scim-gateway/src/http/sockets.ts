import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface SocketBounds {
  /** Connections that one process keeps open. */
  readonly ofAll: number;
  /** Of them, those of one address. */
  readonly ofSource: number;
}

/** How a connection ended before its time: an idle one that made room, or a new one without room. */
export type SocketEnd = 'idle' | 'refused';

interface Peer {
  /** Undefined of all together. */
  readonly source: string | undefined;
  open: number;
  /** Connections that never sent a request; the oldest comes first. */
  readonly unused: Set<Socket>;
  /** Others without a request under way; the one that has been so longest comes first. */
  readonly idle: Set<Socket>;
}

const newPeer = (source?: string): Peer => ({
  source,
  open: 0,
  unused: new Set<Socket>(),
  idle: new Set<Socket>(),
});

/**
 * The open connections of a server. A new connection beyond a bound takes the place of the oldest
 * one that never sent a request, else of the one that has been idle longest, so that a caller with
 * work is let in, and keeps its connection, however many callers keep one and send nothing. Where
 * every connection has a request under way the new one is closed.
 *
 * `sourceOf` names whom an address belongs to; undefined for one that stands for many callers, as a
 * trusted proxy does, which the bound of a source does not meet.
 */
export class Sockets {
  private readonly peers = new Map<string, Peer>();
  private readonly all = newPeer();
  private readonly peerOf = new Map<Socket, Peer | undefined>();

  constructor(
    private readonly bounds: SocketBounds,
    private readonly sourceOf: (address: string) => string | undefined,
    private readonly ended: (how: SocketEnd) => void = () => undefined,
  ) {}

  get open(): number {
    return this.all.open;
  }

  /** Sources that have a connection open. */
  get sources(): number {
    return this.peers.size;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.opened(socket));
  }

  /** A request of this connection has begun. */
  busy(socket: Socket): void {
    for (const one of [this.all, this.peerOf.get(socket)]) {
      one?.unused.delete(socket);
      one?.idle.delete(socket);
    }
  }

  /** It was answered: the connection is idle again, and the last to be closed for being so. */
  idle(socket: Socket): void {
    if (socket.destroyed || !this.peerOf.has(socket)) return;
    this.all.idle.add(socket);
    this.peerOf.get(socket)?.idle.add(socket);
  }

  private opened(socket: Socket): void {
    const source = this.sourceOf(socket.remoteAddress ?? '');
    const peer = source === undefined ? undefined : (this.peers.get(source) ?? newPeer(source));
    const hasRoom =
      (!peer || makesRoom(peer, this.bounds.ofSource, this.close)) &&
      makesRoom(this.all, this.bounds.ofAll, this.close);
    if (!hasRoom) {
      this.ended('refused');
      socket.destroy();
      return;
    }
    // Set now: making room may have closed the last connection of this source.
    if (peer?.source !== undefined) this.peers.set(peer.source, peer);
    this.peerOf.set(socket, peer);
    for (const one of [this.all, peer]) if (one) one.open += 1;
    for (const one of [this.all, peer]) one?.unused.add(socket);
    socket.once('close', () => this.closed(socket));
  }

  private readonly close = (socket: Socket): void => {
    this.ended('idle');
    socket.destroy();
    // Counted now: the event comes later, and the next connection may be here before it.
    this.closed(socket);
  };

  private closed(socket: Socket): void {
    if (!this.peerOf.has(socket)) return;
    const peer = this.peerOf.get(socket);
    this.busy(socket);
    this.peerOf.delete(socket);
    for (const one of [this.all, peer]) if (one) one.open -= 1;
    if (peer?.open === 0 && peer.source !== undefined) this.peers.delete(peer.source);
  }
}

/** Whether one more fits, after an idle one made room for it where that was needed. */
const makesRoom = (
  { open, unused, idle }: Peer,
  most: number,
  close: (socket: Socket) => void,
): boolean => {
  if (open < most) return true;
  const [oldest] = unused.size > 0 ? unused : idle;
  if (!oldest) return false;
  close(oldest);
  return true;
};
