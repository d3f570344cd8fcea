import { statementOf } from './statement';

describe('a statement of parts', () => {
  it('numbers names in the order in which the text has them, each once, and leaves casts alone', () => {
    const text = 'SELECT $b::text[], $a, $b::bigint';
    const parts = [
      { text: '', values: ({ x }: { x: number }) => ({ a: x }) },
      { text: '', values: ({ x }: { x: number }) => ({ b: [x + 1] }) },
    ];
    expect(statementOf('s', text, parts)({ x: 1 })).toEqual({
      name: 's',
      text: 'SELECT $1::text[], $2, $1::bigint',
      values: [[2], 1],
    });
  });
});
