import { connect } from 'node:net';

/**
 * Sends bytes as they are and gives what came back until the other side closed or `waitMs` passed.
 * `pieces`: sent one after the other, `pauseMs` apart, for bodies that come slowly.
 */
export const rawRequest = (
  base: string,
  pieces: readonly (string | Buffer)[],
  { waitMs = 3_000, pauseMs = 0 } = {},
): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    const got: Buffer[] = [];
    const end = setTimeout(() => socket.destroy(), waitMs);
    socket.on('data', (chunk: Buffer) => got.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(end);
      resolve(Buffer.concat(got).toString('latin1'));
    });
    const send = (i: number): void => {
      const piece = pieces[i];
      if (piece === undefined || socket.destroyed) return;
      socket.write(piece);
      setTimeout(() => send(i + 1), pauseMs);
    };
    send(0);
  });

/** The status of a raw answer; 0 when there was none. */
export const statusOf = (raw: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(raw)?.[1] ?? 0);
