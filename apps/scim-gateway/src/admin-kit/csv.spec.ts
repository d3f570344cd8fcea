import { csvLine } from './csv';

describe('a line of CSV', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30', `"'+49 30"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['＝1+1', `"'＝1+1"`],
    [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
  ])('makes text of %j, which a spreadsheet would run', (text, cell) =>
    expect(csvLine([text])).toBe(`${cell}\r\n`),
  );

  it.each([
    ['a;=1+1', `"a;'=1+1"`],
    ['a\t@SUM(A1)', `"a\t'@SUM(A1)"`],
    ['two\n=1+1', `"two\n'=1+1"`],
    ['=1;+2;－3', `"'=1;'+2;'－3"`],
    ['a;b', '"a;b"'],
  ])('makes text also of what %j would be divided into', (text, cell) =>
    expect(csvLine([text])).toBe(`${cell}\r\n`),
  );

  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['a=b', 'a=b'],
    ["O'Neil", "O'Neil"],
    ['Lovelace, Ada', '"Lovelace, Ada"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('leaves %j as it is', (text, cell) => expect(csvLine([text])).toBe(`${cell}\r\n`));

  it('has a comma between its cells', () => expect(csvLine(['a', 'b', 'c'])).toBe('a,b,c\r\n'));
});
