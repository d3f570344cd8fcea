import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { foldCase } from '../case-fold';
import { checkGroupName, groupNameKeys } from './group-name';
import { newestOf } from './key';
import { checkUserName, mappedUserName, refusedIn, userNameKeys } from './user-name';
import { named, verdictOf } from './characters';

/** What each character that a name may have is folded to, as of folding 2. */
const EACH_CHARACTER = '803e715506ed4f3b9910d28d18bc14773518213d29bec84dca53b8ac0efdd88c';

const login = (name: string): string => newestOf(userNameKeys(name));
const group = (name: string): string => newestOf(groupNameKeys(name));

/** One of each kind that looks like nothing, or like another character. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  blank: ['\u00a0', '\u1680', '\u2003', '\u202f', '\u205f', '\u3000', '\u2028', '\u2029'],
  control: ['\t', '\n', '\r', '\u0001', '\u001b', '\u007f', '\u0085', '\u009f'],
  'zero width': ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u180e', '\u034f'],
  bidi: ['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'],
  'soft hyphen': ['\u00ad'],
  'variation selector': ['\ufe00', '\ufe0f', '\u180b', '\u{e0100}', '\u{e01ef}'],
  tag: ['\u{e0001}', '\u{e0041}', '\u{e007f}'],
  'private use': ['\ue000', '\uf8ff', '\u{f0000}', '\u{10fffd}'],
  'no character': ['\ufdd0', '\ufffe', '\uffff', '\u{1fffe}', '\u{10ffff}'],
  'not assigned': ['\u0378', '\u{2fffd}'],
  filler: ['\u115f', '\u1160', '\u3164', '\uffa0'],
  compatibility: ['\ufb01', '\u00aa', '\u00b2', '\u2102', '\u{1d41a}', '\u24d0', '\u2170'],
  symbol: ['\u2212', '\u00d7', '\u{1f600}', '\u00a9'],
  punctuation: ['\u2010', '\u2019', '\u2024', '\u2044', '\u3002', '\uff61', '\u00b7'],
};
const rows = Object.entries(HOSTILE).flatMap(([kind, some]) =>
  some.map((one) => [kind, named(one.codePointAt(0) as number), one] as const),
);

describe('a userName', () => {
  it.each(rows)('may have no %s: %s', (_, name, hostile) => {
    for (const [at, text] of [
      [1, `${hostile}ada@example.com`],
      [4, `ada${hostile}@example.com`],
      [3, `ad${hostile}a@example.com`],
      [7, `ada@ex${hostile}ample.com`],
      [16, `ada@example.com${hostile}`],
    ] as const) {
      expect(refusedIn(text)).toMatchObject({ at, codePoint: hostile.codePointAt(0) });
      expect(() => checkUserName(text)).toThrow(
        expect.objectContaining({
          status: 400,
          scimType: 'invalidValue',
          detail: expect.stringContaining(`${name} at character ${at}: `) as string,
        }),
      );
    }
  });

  it('names the character, and where', () =>
    expect(() => checkUserName('ada\u200b@example.com')).toThrow(
      '"userName" has U+200B ZERO WIDTH SPACE at character 4: it is invisible. Send the name without it.',
    ));

  it('counts characters and not their halves', () =>
    expect(refusedIn('\u{20000}\u{20000}\u00ad')).toMatchObject({ at: 3 }));

  it.each([
    'ada@example.com',
    'Ada.Love+lace_1-2@Example.com',
    "o'brien@example.com",
    'CORP\\ada',
    'Ada Lovelace',
    'Straße',
    'Ünal',
    'e\u0301lodie',
    '李小龙',
    '田中 太郎',
    'ひらがな',
    'カタカナ・ナ',
    'أحمد@example.com',
    'שלום@example.com',
    'ada@דוגמה.com',
    'दीपक',
    'נתן1@example.com',
    'Ντίνα',
    'Иван',
    'الياس٣',
    'col\u00b7lega',
    'COL\u00b7LEGA',
    '\ufa19田',
    '\u212aate',
    'نامه\u200cای',
    'क्\u200dष',
    'ا',
    'ａｄａ@example.com',
    'ｶﾞﾗ',
    'İ',
    'ΣΑΣ',
    '𐐀𐐁',
  ])('may be %s', (name) => expect(refusedIn(name)).toBeUndefined());

  it.each([
    ' ada',
    'ada ',
    ' ',
    'ada\u0660\u06f0',
    'a\u05f3',
    'a\u30fbb',
    'x\u0375x',
    'אada',
    'adaא',
    '\u0660ada',
    'א1٣',
    'א-',
    'a\u200cb',
    'ش\u200c',
    'क\u200d',
    'm\u00b7m',
  ])('may not be %j', (name) => expect(refusedIn(name)).toBeDefined());

  it.each([
    ['ADA@Example.COM', 'ada@example.com'],
    ['ａｄａ＠ＥＸＡＭＰＬＥ．com', 'ada@example.com'],
    ['ﾀﾞｲ', 'ダイ'],
    ['e\u0301', '\u00e9'],
    ['Ada  Lovelace', 'ada lovelace'],
    ['ΣΑΣ', 'σασ'],
    ['σας', 'ΣΑΣ'],
    ['Straße', 'straße'],
    ['\u212aate', 'kate'],
    ['İ', 'i\u0307'],
  ])('%s is the same as %s', (one, other) => expect(login(one)).toBe(login(other)));

  it.each([
    ['STRASSE', 'straße'],
    ['ı', 'i'],
    ['ada', 'аda'],
  ])('%s is another than %s', (one, other) => expect(login(one)).not.toBe(login(other)));

  it('of Latin letters alone is judged by each of them, as the table has them', () => {
    for (let codePoint = 0x20; codePoint < 0x250; codePoint += 1) {
      const name = `a${String.fromCodePoint(codePoint)}a`;
      const may = verdictOf(codePoint) === 'A' || codePoint === 0x20;
      expect([codePoint, refusedIn(name) === undefined]).toEqual([codePoint, may]);
    }
  });

  it('that was there before may be sent again, in any case', () => {
    const former = 'ada\u200b@example.com';
    expect(() => checkUserName(former, former)).not.toThrow();
    expect(() => checkUserName(former.toUpperCase(), former)).not.toThrow();
    expect(() => checkUserName('eva\u200b@example.com', former)).toThrow();
    expect(() => checkUserName('a\u00adda', 'ada')).toThrow();
  });

  it('that is refused is found as it was before', () =>
    expect(userNameKeys('Ada\u200b')).toEqual([{ value: 'ada\u200b', folding: 1 }]));
});

describe('a displayName of a group', () => {
  it.each([
    ['Admins', 'Ａｄｍｉｎｓ'],
    ['Admins', '\u200bAd\u00admins\ufeff'],
    ['Finance', 'ﬁnance'],
    ['Sales EU', 'Sales\u00a0\u2003EU '],
    ['❤ Team', '❤\ufe0f Team'],
    ['Admins', 'Ad\u{e0041}mins\u202e'],
    ['a\tb', 'a b'],
  ])('%j is the same as %j', (one, other) => expect(group(one)).toBe(group(other)));

  it.each([
    ['Sales – EMEA', 'Sales EMEA'],
    ['R&D™', 'R&D'],
    ['C', 'С'],
  ])('%j is another than %j', (one, other) => expect(group(one)).not.toBe(group(other)));
});

it('a displayName that no index holds is refused', () => {
  expect(() => checkGroupName('\ufdfa'.repeat(512))).toThrow('too long');
  expect(() => checkGroupName('\ufdfa'.repeat(40))).not.toThrow();
});

describe('folding', () => {
  const some = fc.constantFrom(
    ...rows.map(([, , one]) => one),
    ' ',
    'a',
    'A',
    'Ａ',
    'ｶ',
    'ﾞ',
    'ς',
    'Σ',
    'e',
    '\u0301',
    'İ',
    '\u0323',
    'ß',
    'ẞ',
    'ﬃ',
    '\u1e9b',
    'q',
    'א',
    '1',
    '\u0345',
  );
  const anything = fc.oneof(
    fc.array(some, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );

  it.each([
    ['userName', userNameKeys],
    ['displayName', groupNameKeys],
  ])('of a %s: what is folded is as it is folded', (_, keysOf) =>
    fc.assert(
      fc.property(anything, (name) => {
        const keys = keysOf(name);
        const now = newestOf(keys);
        if (keys[0].value !== foldCase(name)) return false;
        if (keys[keys.length - 1]?.folding === 1) return keys.length === 1;
        // Names that were one stay one: a claim from before is folded without the name it was for.
        return newestOf(keysOf(now)) === now && newestOf(keysOf(foldCase(name))) === now;
      }),
      { numRuns: 3_000 },
    ),
  );

  it('has the table that its Unicode version says', () => {
    const tool = join(__dirname, '../../../../tools/names/table.mjs');
    execFileSync(process.execPath, [tool, '--check'], { stdio: 'pipe' });
  });

  it('does not depend on the Unicode of the Node.js that runs it', () => {
    const digest = createHash('sha256');
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1)
      if (verdictOf(codePoint) === 'A')
        digest.update(`${mappedUserName(String.fromCodePoint(codePoint))}\n`);
    expect(digest.digest('hex')).toBe(EACH_CHARACTER);
  });
});
