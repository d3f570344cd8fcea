import fc from 'fast-check';
import { ScimError } from './errors';
import { parseJson } from './json';

const refusal = (text: string): string => {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof ScimError) return `${error.scimType}: ${error.detail}`;
    throw error;
  }
  return 'accepted';
};

describe('parseJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        if (/\\ud[89a-f]|__proto__|constructor|prototype|\\u0000/i.test(text)) return;
        if (/[eE]/.test(text) && !Number.isFinite(Number(text)) && typeof value === 'number')
          return;
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', /"a" stands twice/],
    ['{"a":1,"\\u0061":2}', /stands twice/],
    ['[{"x":{"b":1,"c":[],"b":2}}]', /"b" stands twice/],
    ['{"__proto__":{}}', /"__proto__" is not allowed/],
    ['{"a":{"constructor":1}}', /"constructor"/],
    ['{"a":"\\ud800"}', /surrogate/],
    ['{"a":"\\udc00\\ud800"}', /surrogate/],
    ['{"a":"\\u0000"}', /NUL/],
    [`{"a":${'1'.repeat(41)}}`, /longer than 40/],
    ['{"a":1e999}', /too large/],
    ['['.repeat(100_000) + ']'.repeat(100_000), /levels deep/],
    [`{"${'a'.repeat(8_193)}":1}`, /A name in the body is longer than 8192 characters/],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`x${i}`, 1]))),
      /more than 1000 names/,
    ],
    ['{"a":', /not JSON/],
    ['', /not JSON/],
  ])('refuses %.40s', (text, detail) => {
    expect(refusal(text)).toMatch(/^invalidSyntax/);
    expect(refusal(text)).toMatch(detail);
  });

  it.each(['{"a":"\\ud83d\\ude00"}', '{"a":"\\\\u0000","b":"\\""}', '{"a":{"x":1},"b":{"x":1}}'])(
    'accepts %s',
    (text) => expect(refusal(text)).toBe('accepted'),
  );

  it('does not repeat the body in its error', () => {
    expect(refusal('{"password":"hunter2", oops}')).not.toContain('hunter2');
  });
});
