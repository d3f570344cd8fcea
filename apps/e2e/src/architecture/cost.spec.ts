import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

interface Cost {
  readonly name: string;
  readonly kB: number;
  readonly ms: number;
}

const measured = (): Cost[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, '../../../../tools/cost.mjs')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    }),
  ) as Cost[];

describe('hostile input', () => {
  // 50 ms for each 100 kB is the promise; three times that, since other work shares the machine.
  it('buys no more CPU than its length is worth', () => {
    const dear = measured().filter(({ kB, ms }) => ms > 150 * Math.max(1, kB / 100));
    expect(dear).toEqual([]);
  }, 60_000);
});
