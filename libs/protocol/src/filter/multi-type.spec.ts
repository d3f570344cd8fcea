import { full } from '../profiles/full';
import { strict } from '../profiles/strict';
import { filterForEach } from './multi-type';
import { printFilter } from './print';

const each = (text: string) => filterForEach(text, [full, strict]).map(printFilter);

/** The strict profile stands for a type that lacks most of what the full one has. */
describe('a filter over several types', () => {
  it('is the same where a type has the attributes', () =>
    expect(each('userName eq "x" and active eq true')).toEqual([
      'userName eq "x" and active eq true',
      'userName eq "x" and active eq true',
    ]));

  it.each([
    ['title eq "x"', 'not (id pr)'],
    ['title ne "x"', 'id pr'],
    ['title eq null', 'id pr'],
    ['title ne null', 'not (id pr)'],
    ['title pr', 'not (id pr)'],
    ['emails[type eq "work"]', 'not (id pr)'],
    ['not (title pr) or userName sw "a"', 'not (not (id pr)) or userName sw "a"'],
  ])('%s of a type without it: %s', (text, expected) =>
    expect(each(text)).toEqual([text, expected]),
  );

  it('has a manager where a type has one', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    expect(each('id eq "1" and manager eq "2"')).toEqual([
      `id eq "1" and ${urn}:manager eq "2"`,
      'id eq "1" and not (id pr)',
    ]);
    expect(() => filterForEach('manager pr', [strict, strict])).toThrow('"manager"');
  });

  it.each(['nope pr', 'title pr or nope eq "x"', 'active gt true', 'title eq 7', 'title'])(
    '%s is refused',
    (text) => expect(() => each(text)).toThrow('The filter cannot be used'),
  );
});
