import { invalidSyntax, type ScimError } from './errors';
import type { Json } from './value';
import { LIMITS } from './limits';
import { checkName } from './message';

/**
 * JSON (RFC 8259) as a hostile sender cannot abuse it. JSON.parse decides what is JSON; one scan of
 * the text, which is known to be well-formed by then, refuses what JSON.parse lets through.
 */
export interface JsonLimits {
  readonly depth: number;
  readonly numberLength: number;
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A value from JSON text or its UTF-8 bytes. Throws ScimError: invalidSyntax for text that is not
 * JSON, a key given twice, `__proto__`, `constructor` and `prototype` as keys, lone surrogates,
 * NUL, overlong numbers and too many levels.
 */
export const parseJson = (input: string | Uint8Array, within: JsonLimits = LIMITS): Json => {
  const text = typeof input === 'string' ? input : decode(input);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw invalidSyntax(`The body is not JSON${placeOf(error)}. Send one well-formed JSON object.`);
  }
  scan(text, within);
  return value;
};

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidSyntax('The body is not UTF-8. Send JSON as UTF-8.');
  }
};

/** The position of V8's message, without the excerpt of the body that V8 adds to it. */
const placeOf = (error: unknown): string => {
  const position = error instanceof SyntaxError && /at position (\d+)/.exec(error.message)?.[1];
  return position ? ` (character ${position})` : '';
};

const scan = (text: string, { depth, numberLength }: JsonLimits): void => {
  const escapes = new Escapes(text);
  // Unpaired halves can stand in a JavaScript string without an escape, never in decoded UTF-8.
  if (!isWellFormed(text)) throw loneSurrogate();
  /** For each open object its keys, for each open list undefined. */
  const open: (Keys | undefined)[] = [];
  let keys: Keys | undefined;
  let wantsKey = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) {
      const end = escapes.endOf(i);
      escapes.check(end);
      if (wantsKey && keys) keys.add(text.slice(i + 1, end));
      wantsKey = false;
      i = end;
    } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      if (open.length >= depth)
        throw invalidSyntax(`The body is nested more than ${depth} levels deep (character ${i}).`);
      wantsKey = unit === OPEN_OBJECT;
      keys = wantsKey ? new Keys() : undefined;
      open.push(keys);
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) {
      open.pop();
      keys = open[open.length - 1];
      wantsKey = false;
    } else if (unit === COMMA) {
      wantsKey = keys !== undefined;
    } else if (unit === 45 || (unit >= 48 && unit <= 57)) {
      i = endOfNumber(text, i, numberLength) - 1;
    }
  }
};

/**
 * The escapes of a text, in their order. The place of the next one is kept from string to string:
 * to search each again would take the square of the text's length.
 */
class Escapes {
  private next: number;

  constructor(private readonly text: string) {
    this.next = this.after(0);
  }

  /** The place of the closing quotation mark of the string that opens at `start`. */
  endOf(start: number): number {
    let end = this.text.indexOf('"', start + 1);
    if (this.next > end) return end;
    while (isEscaped(this.text, end)) end = this.text.indexOf('"', end + 1);
    return end;
  }

  /** Goes on to the end of a string. Throws invalidSyntax for NUL and half of a surrogate pair. */
  check(end: number): void {
    const { text } = this;
    let expectsLow = -1;
    for (let at = this.next; at < end; at = this.next) {
      if (text.charCodeAt(at + 1) !== 117) {
        this.next = this.after(at + 2);
        continue;
      }
      const unit = Number.parseInt(text.slice(at + 2, at + 6), 16);
      if (unit === 0)
        throw invalidSyntax(`The body has a NUL character (character ${at}). Remove it.`);
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      if (isLow !== (expectsLow === at)) throw loneSurrogate(at);
      const behind = at + 6;
      expectsLow = unit >= 0xd800 && unit <= 0xdbff ? behind : -1;
      if (expectsLow >= 0 && !text.startsWith('\\u', behind)) throw loneSurrogate(behind);
      this.next = this.after(behind);
    }
  }

  private after(at: number): number {
    const found = this.text.indexOf('\\', at);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}

/** An odd number of backslashes before a character escapes it. */
const isEscaped = (text: string, at: number): boolean => {
  let before = at - 1;
  while (text.charCodeAt(before) === 92) before--;
  return (at - before) % 2 === 0;
};

const loneSurrogate = (at?: number): ScimError =>
  invalidSyntax(
    `The body has half of a surrogate pair${at === undefined ? '' : ` (character ${at})`}. Send whole characters.`,
  );

const isWellFormed = (text: string): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed();

const endOfNumber = (text: string, start: number, longest: number): number => {
  let end = start + 1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    const goesOn =
      (unit >= 48 && unit <= 57) ||
      unit === 46 ||
      unit === 43 ||
      unit === 45 ||
      unit === 69 ||
      unit === 101;
    if (!goesOn) break;
  }
  const tooLong = end - start > longest;
  if (tooLong || !Number.isFinite(Number(text.slice(start, end))))
    throw invalidSyntax(
      `The number at character ${start} is ${tooLong ? `longer than ${longest} characters` : 'too large'}.`,
    );
  return end;
};

/** The keys of one object. A list for the usual handful, a set from then on. */
class Keys {
  private readonly few: string[] = [];
  private many: Set<string> | undefined;

  add(raw: string): void {
    checkName(raw);
    const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
    if (FORBIDDEN.has(key)) throw invalidSyntax(`The key "${key}" is not allowed. Remove it.`);
    if (this.many ? this.many.has(key) : this.few.includes(key))
      throw invalidSyntax(
        `The key ${JSON.stringify(key.slice(0, 100))} stands twice in one object.`,
      );
    if (this.many) this.many.add(key);
    else if (this.few.push(key) > 16) this.many = new Set(this.few);
    if (this.many && this.many.size > LIMITS.names)
      throw invalidSyntax(`An object in the body has more than ${LIMITS.names} names.`);
  }
}
