import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whenOver } from './answer-over';

describe('an answer is over', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server?.close(resolve) ?? resolve(undefined)));

  /** What happened to an answer that takes 100 ms, of a caller who hangs up after so long, if at all. */
  const played = async (looksAfter: number, hangsUpAfter?: number): Promise<string[]> => {
    const happened: string[] = [];
    let seen = (): void => undefined;
    const over = new Promise<void>((resolve) => (seen = resolve));
    server = createServer((_, raw) => {
      setTimeout(() => {
        whenOver(raw, () => {
          happened.push('over');
          seen();
        });
        happened.push('looked');
      }, looksAfter);
      setTimeout(() => {
        happened.push('answered');
        raw.end('x');
      }, 100);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const request = get({ port, host: '127.0.0.1', agent: false }, (answer) => answer.resume());
    request.on('error', () => undefined);
    if (hangsUpAfter !== undefined) setTimeout(() => request.destroy(), hangsUpAfter);
    await over;
    await new Promise((resolve) => setTimeout(resolve, 120));
    return happened;
  };

  it('when it was sent', async () =>
    expect(await played(20)).toEqual(['looked', 'answered', 'over']));

  it('when its caller hangs up, and once', async () =>
    expect(await played(20, 50)).toEqual(['looked', 'over', 'answered']));

  it('for who looks after the caller hung up, or after it was sent', async () => {
    expect(await played(70, 20)).toEqual(['looked', 'over', 'answered']);
    await new Promise((resolve) => server?.close(resolve));
    expect(await played(150)).toEqual(['answered', 'looked', 'over']);
  });
});
