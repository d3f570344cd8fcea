import { distinct, mergeValues } from './multi-valued';

const work = { value: 'a@x.test', type: 'work' };
const home = { ...work, type: 'home' };

describe('twins', () => {
  it('a list without any stays the same list', () => {
    for (const list of [[], [work], [work, home], ['a', 'b'], [{ locality: 'x' }, { region: 'x' }]])
      expect(distinct(list)).toBe(list);
  });

  it.each([
    ['say it once', [work, home, work], [work, home]],
    ['say all that either says', [work, { ...work, primary: true }], [{ ...work, primary: true }]],
    ['are two texts that are the same', ['a', 'b', 'a'], ['a', 'b']],
    ['may have no value', [{ locality: 'x' }, { locality: 'x' }], [{ locality: 'x' }]],
    ['are few among many', [...Array<typeof work>(50).fill(work), home], [work, home]],
  ])('%s', (_, list, once) => expect(distinct(list)).toEqual(once));

  it('an added value is merged into an existing one, and reported when it changes it', () => {
    expect(mergeValues([work], [work])).toEqual({ next: [work], changed: [] });
    const more = { ...work, display: 'A' };
    expect(mergeValues([work], [more, home])).toEqual({
      next: [more, home],
      changed: [more, home],
    });
  });
});
