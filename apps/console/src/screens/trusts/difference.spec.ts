import { differenceIn } from './difference';

describe('the difference of a refused assertion', () => {
  it.each([
    [
      'The client assertion was refused for aud: expected api://a or api://b, got ["x","y"].',
      { claim: 'aud', expected: 'api://a or api://b', got: '["x","y"]' },
    ],
    [
      'The client assertion was refused for sub: expected app, got a, got b.',
      { claim: 'sub', expected: 'app', got: 'a, got b' },
    ],
    ['The keys of the issuer cannot be read: it answered 503.', undefined],
    [null, undefined],
  ])('is read from %j', (detail, difference) => expect(differenceIn(detail)).toEqual(difference));
});
