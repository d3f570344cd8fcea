import { invalidSyntax, quoted, type ScimError } from './errors';
import { LIMITS } from './limits';

/** Keys that would reach an object's prototype. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

const problemOf = (text: string): ScimError | undefined => {
  if (text.includes('\u0000') || text.includes('\\u0000'))
    return invalidSyntax('The body holds a NUL character, which no attribute may contain.');
  if (LONE_SURROGATE.test(text))
    return invalidSyntax('The body holds half of a surrogate pair: it is not Unicode text.');
  return undefined;
};

/**
 * A JSON body, as strictly as a directory needs: no duplicate keys (RFC 8259 leaves them open, and
 * two readers would see two things), no key of a prototype, bounded depth, Unicode text.
 * Throws invalidSyntax.
 */
export const parseJson = (text: string): unknown => {
  const problem = problemOf(text);
  if (problem) throw problem;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidSyntax('The body is not valid JSON.');
  }
  new Scan(text).run();
  if (
    ESCAPED_SURROGATE.test(text) &&
    LONE_SURROGATE.test(
      JSON.stringify(value).replace(/\\u(d[89a-f]..)/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      ),
    )
  )
    throw invalidSyntax('The body holds half of a surrogate pair: it is not Unicode text.');
  return value;
};

const QUOTE = 34;
const BACKSLASH = 92;

/** One pass over text that JSON.parse took: depth, keys of each object, lengths. */
class Scan {
  private at = 0;
  private readonly keys: (Set<string> | undefined)[] = [];
  private expectsKey = false;

  constructor(private readonly text: string) {}

  run(): void {
    const { text } = this;
    while (this.at < text.length) {
      const unit = text.charCodeAt(this.at);
      if (unit === QUOTE) this.string();
      else {
        if (unit === 123 || unit === 91) this.open(unit === 123);
        else if (unit === 125 || unit === 93) this.keys.pop();
        if (unit === 44) this.expectsKey = this.keys[this.keys.length - 1] !== undefined;
        else if (unit === 58) this.expectsKey = false;
        else if (unit === 45 || (unit >= 48 && unit <= 57)) this.number();
        this.at += 1;
      }
    }
  }

  private open(object: boolean): void {
    if (this.keys.length === LIMITS.depth)
      throw invalidSyntax(`The body is nested deeper than ${LIMITS.depth} levels.`);
    this.keys.push(object ? new Set() : undefined);
    this.expectsKey = object;
  }

  private string(): void {
    const { text } = this;
    const start = this.at + 1;
    let end = text.indexOf('"', start);
    while (escaped(text, end)) end = text.indexOf('"', end + 1);
    this.at = end + 1;
    if (this.expectsKey) this.key(text.slice(start, end));
    else if (end - start > LIMITS.text * 6)
      throw invalidSyntax(`A value is longer than ${LIMITS.text} characters.`);
  }

  private key(raw: string): void {
    const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
    if (POISON.has(key)) throw invalidSyntax(`The key ${quoted(key)} is not accepted.`);
    const seen = this.keys[this.keys.length - 1];
    if (seen?.has(key)) throw invalidSyntax(`The key ${quoted(key)} appears twice in one object.`);
    seen?.add(key);
    this.expectsKey = false;
  }

  private number(): void {
    const start = this.at;
    while (/[0-9+\-.eE]/.test(this.text[this.at + 1] ?? '')) this.at += 1;
    if (this.at - start > 40) throw invalidSyntax('A number has more than 40 characters.');
  }
}

const escaped = (text: string, quote: number): boolean => {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
};
