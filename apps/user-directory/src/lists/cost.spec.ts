import { fullGroups, parseFilter, profiles, splitPath, type Profile } from '@rollcall/protocol';
import { checkCost } from './cost';

const { full } = profiles;

const refusal = (
  filter: string | undefined,
  sortBy?: string,
  isSnapshot = false,
  of: Profile = full,
) => {
  try {
    checkCost(of, {
      filter: filter === undefined ? undefined : parseFilter(filter, of),
      sortBy: sortBy === undefined ? undefined : splitPath(sortBy),
      isSnapshot,
    });
    return undefined;
  } catch (error) {
    return error;
  }
};
const times = (n: number, term: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => term(i)).join(' or ');

describe('what a list may cost', () => {
  it.each([
    ['no filter', undefined],
    ['a look-up', 'userName eq "a"'],
    ['a search', 'userName co "a" or displayName co "a" or externalId eq "a"'],
    ['500 ids', times(500, (i) => `id eq "${i}"`)],
    ['a person in many ways', times(40, (i) => `emails.value eq "${i}"`)],
    ['a hundred members', times(100, (i) => `groups.display co "${i}"`)],
    ['a value of a list', times(20, (i) => `emails[type eq "work" and value eq "${i}"]`)],
  ])('is enough for %s', (_, filter) => expect(refusal(filter)).toBeUndefined());

  it.each([
    [times(500, (i) => `emails.value co "${i}"`), '500 comparisons with "emails.value"'],
    [times(250, (i) => `groups.display co "${i}"`), '250 comparisons with "groups.display"'],
    [times(200, (i) => `phoneNumbers[value co "${i}"]`), '200 comparisons with "phoneNumbers"'],
    [
      `${times(100, (i) => `emails.value ne "${i}"`)} and title pr`,
      '100 comparisons with "emails.value"',
    ],
  ])('is not enough for so many scans of lists, and the sentence names them', (filter, says) => {
    expect(refusal(filter)).toMatchObject({
      status: 400,
      code: 'list-too-costly',
      message: expect.stringContaining(says),
    });
  });

  it('counts an order, and more where the order is kept', () => {
    const filter = times(156, (i) => `emails.value co "${i}"`);
    expect(refusal(filter, 'title')).toBeUndefined();
    expect(refusal(filter, 'title', true)).toMatchObject({
      message: expect.stringContaining('its order for 151'),
    });
    expect(refusal(undefined, 'title', true)).toBeUndefined();
  });

  it('holds for groups, too', () =>
    expect(
      refusal(
        times(300, (i) => `members.value co "${i}"`),
        undefined,
        false,
        fullGroups,
      ),
    ).toMatchObject({ code: 'list-too-costly' }));
});
