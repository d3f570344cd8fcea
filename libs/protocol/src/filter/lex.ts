import type { ScimError } from '../errors';
import { isStreamSafe } from '../case-fold';

/** Tokens of a filter or a path. `at` is the place in the text, for errors. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'string'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  | { readonly kind: '(' | ')' | '[' | ']' | 'end'; readonly text: string; readonly at: number };

const WORD = /[A-Za-z$_][\w$.:-]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
// Linear: each character is taken by one branch only.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const isSound = (text: string): boolean =>
  !text.includes('\u0000') &&
  (text as string & { isWellFormed(): boolean }).isWellFormed() &&
  isStreamSafe(text);

/** Reads one token after the other; `refuse` makes the error of the surface that the text is from. */
export class Lexer {
  private at = 0;
  private ahead: Token | undefined;

  constructor(
    readonly text: string,
    readonly refuse: (what: string, at: number) => ScimError,
  ) {}

  peek(): Token {
    return (this.ahead ??= this.read());
  }

  next(): Token {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }

  /** Takes the next token when it is of this kind. */
  take(kind: Token['kind']): boolean {
    if (this.peek().kind !== kind) return false;
    this.ahead = undefined;
    return true;
  }

  /** Takes the next token when it is this word, in any case. */
  takeWord(word: string): boolean {
    const token = this.peek();
    if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.ahead = undefined;
    return true;
  }

  private read(): Token {
    const { text } = this;
    while (text.charCodeAt(this.at) === 32 || text.charCodeAt(this.at) === 9) this.at++;
    const { at } = this;
    const first = text[at];
    if (first === undefined) return { kind: 'end', text: '', at };
    if (first === '(' || first === ')' || first === '[' || first === ']') {
      this.at++;
      return { kind: first, text: first, at };
    }
    if (first === '"') return this.string(at);
    const word = match(WORD, text, at);
    if (word !== undefined) {
      this.at += word.length;
      return { kind: 'word', text: word, at };
    }
    const number = match(NUMBER, text, at);
    if (number !== undefined && number.length <= 40 && Number.isFinite(Number(number))) {
      this.at += number.length;
      return { kind: 'number', text: number, at };
    }
    // A sub-attribute behind a value path: emails[…].value
    const sub = match(/\.[A-Za-z$_][\w$-]*/y, text, at);
    if (sub !== undefined) {
      this.at += sub.length;
      return { kind: 'word', text: sub, at };
    }
    throw this.refuse(`${JSON.stringify(text.slice(at, at + 20))} cannot be read`, at);
  }

  private string(at: number): Token {
    const raw = match(STRING, this.text, at);
    if (raw === undefined) throw this.refuse('a string has no closing quotation mark', at);
    this.at += raw.length;
    try {
      const text = JSON.parse(raw) as string;
      if (isSound(text)) return { kind: 'string', text, at };
    } catch {
      // Falls through: an escape that JSON does not have.
    }
    throw this.refuse('a string has a character or an escape that is not allowed', at);
  }
}
