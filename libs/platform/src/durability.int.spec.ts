import { engines } from '@rollcall/testing';
import { assertDurable, durabilityProblems } from './durability';

describe('the engine of the log', () => {
  // The engines of the tests are started with both off: their data is thrown away.
  it('is refused when it forgets, with every problem and what to do', () =>
    expect(assertDurable(engines().databaseUrl)).rejects.toThrow(
      /fsync=off: it must be on; full_page_writes=off: it must be on\. DEVELOPMENT=true/,
    ));

  it('is refused when it is a copy', () =>
    expect(durabilityProblems([{ name: 'standby', setting: 'true' }])).toEqual([
      'standby=true: give the address of the primary',
    ]));

  it('is let through when it keeps what it is given', () =>
    expect(
      durabilityProblems([
        { name: 'fsync', setting: 'on' },
        { name: 'full_page_writes', setting: 'on' },
        { name: 'standby', setting: 'false' },
      ]),
    ).toEqual([]));
});
