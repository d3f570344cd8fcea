import { root } from '../support/source-tree';
import { suitesOf } from '../support/tools';

describe('suites', () => {
  it('are each brought up by a spec, by their name', () =>
    expect(suitesOf(root).filter(({ spec }) => spec === undefined)).toEqual([]));
});
