import { invalidFilter, quoted, type ScimError } from '../errors';
import { LIMITS } from '../limits';
import { printPath, resolvePath, splitPath, type AttributePath } from '../path';
import { subAttributesOf, type Profile } from '../profiles/profile';
import { qualified } from './qualified';
import type { Attribute } from '../schemas/attribute';
import type { Filter, FilterValue, Operator } from './ast';
import { checkComparison } from './check';
import { Lexer, type Token } from './lex';

/**
 * Filters of RFC 7644 §3.4.2.2, by recursive descent: `or` binds loosest, then `and`, then `not`.
 * Depth is limited before it costs stack; a chain of terms is read in a loop.
 */
const OPERATORS = new Set<string>(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);

/** The attribute of a path at this place of the filter; undefined if there is none. */
type Find = (path: AttributePath) => Attribute | undefined;

const refusal = (what: string, at: number): ScimError =>
  invalidFilter(`The filter cannot be used: ${what} (character ${at}).`);

/**
 * A filter from its text; with a profile, its attributes and types are checked too.
 * Throws ScimError invalidFilter that names the place.
 */
export const parseFilter = (text: string, profile?: Profile): Filter =>
  read(text, new Parser(lexer(text), profile && finder(profile)));

/** The filter between the brackets of a path: its names are sub-attributes of `attribute`. */
export const parseValueFilter = (text: string, attribute: Attribute): Filter =>
  read(text, new Parser(lexer(text), inside(attribute), true));

const lexer = (text: string): Lexer => {
  if (text.length > LIMITS.filter)
    throw refusal(`it is longer than ${LIMITS.filter} characters`, LIMITS.filter);
  return new Lexer(text, refusal);
};

const read = (text: string, parser: Parser): Filter => {
  const filter = parser.filter();
  parser.end(text);
  return filter;
};

const finder =
  (profile: Profile): Find =>
  (path) => {
    const found = resolvePath(profile, path);
    return found && (found.subAttribute ?? found.attribute);
  };

const inside =
  (attribute: Attribute): Find =>
  ({ schema, attribute: name, subAttribute }) =>
    schema === undefined && subAttribute === undefined
      ? subAttributesOf(attribute).get(name.toLowerCase())
      : undefined;

const unexpected = (token: Token, wanted: string): string =>
  token.kind === 'end'
    ? `it ends where ${wanted} should be`
    : `${JSON.stringify(token.text.slice(0, 40))} stands where ${wanted} should be`;

class Parser {
  private depth = 0;
  private terms = 0;

  constructor(
    private readonly lexer: Lexer,
    /** Absent when only the syntax counts. */
    private find: Find | undefined,
    private bracketed = false,
  ) {}

  end(text: string): void {
    const rest = this.lexer.peek();
    if (rest.kind !== 'end') throw refusal(unexpected(rest, '"and", "or" or the end'), rest.at);
    if (text.trim() === '') throw refusal('it is empty', 0);
  }

  filter(): Filter {
    return this.chain('or', () => this.chain('and', () => this.term()));
  }

  /** The rest of `[…]`, after the opening bracket at `opened`. */
  bracket(opened: number): Filter {
    const filter = this.nested(opened, () => this.filter());
    if (!this.lexer.take(']')) throw refusal('a bracket "[" has no closing bracket', opened);
    return filter;
  }

  private chain(kind: 'and' | 'or', part: () => Filter): Filter {
    const first = part();
    if (!this.lexer.takeWord(kind)) return first;
    const terms = [first];
    do terms.push(part());
    while (this.lexer.takeWord(kind));
    return { kind, terms };
  }

  private term(): Filter {
    const token = this.lexer.next();
    if (token.kind === '(') return this.group(token.at);
    if (token.kind !== 'word') throw refusal(unexpected(token, 'an attribute'), token.at);
    // `not` is also a possible attribute name; only the parenthesis tells (RFC 7644 §3.4.2.2 ABNF).
    if (token.text.toLowerCase() === 'not' && this.lexer.peek().kind === '(') {
      const { at } = this.lexer.next();
      return { kind: 'not', term: this.group(at) };
    }
    return this.comparison(token);
  }

  private group(opened: number): Filter {
    const filter = this.nested(opened, () => this.filter());
    if (!this.lexer.take(')'))
      throw refusal('a parenthesis "(" has no closing parenthesis', opened);
    return filter;
  }

  private nested(at: number, read: () => Filter): Filter {
    if (++this.depth > LIMITS.parentheses)
      throw refusal(`it is nested more than ${LIMITS.parentheses} levels deep`, at);
    const filter = read();
    this.depth--;
    return filter;
  }

  private comparison(token: Token): Filter {
    if (++this.terms > LIMITS.terms)
      throw refusal(`it has more than ${LIMITS.terms} comparisons`, token.at);
    const named = splitPath(token.text);
    if (!named)
      throw refusal(`${JSON.stringify(token.text.slice(0, 60))} is not an attribute`, token.at);
    const path = qualified(named, (one) => this.find?.(one) !== undefined);
    const next = this.lexer.next();
    if (next.kind === '[') return this.valuePath(path, token.at, next.at);
    return this.compared(path, token.at, next);
  }

  private compared(path: AttributePath, at: number, next: Token): Filter {
    const operator = next.text.toLowerCase();
    if (next.kind === 'word' && operator === 'pr') {
      this.known(path, at);
      return { kind: 'present', path };
    }
    if (next.kind !== 'word' || !OPERATORS.has(operator))
      throw refusal(unexpected(next, 'an operator such as "eq"'), next.at);
    const value = this.value();
    const attribute = this.known(path, at);
    const wrong = attribute && checkComparison(attribute, operator as Operator, value);
    if (wrong !== undefined) throw refusal(`${quoted(printPath(path))} ${wrong}`, at);
    return { kind: 'compare', path, operator: operator as Operator, value };
  }

  private value(): FilterValue {
    const token = this.lexer.next();
    if (token.kind === 'string') return token.text;
    if (token.kind === 'number') return Number(token.text);
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    throw refusal(unexpected(token, 'a value (text stands in quotation marks)'), token.at);
  }

  private known(path: AttributePath, at: number): Attribute | undefined {
    if (!this.find) return undefined;
    const attribute = this.find(path);
    if (!attribute || attribute.returned === 'never')
      throw refusal(`${quoted(printPath(path))} is not an attribute that can be filtered by`, at);
    return attribute;
  }

  private valuePath(path: AttributePath, at: number, opened: number): Filter {
    if (this.bracketed || path.subAttribute !== undefined)
      throw refusal('brackets can follow a whole attribute only', opened);
    const attribute = this.known(path, at);
    if (attribute && attribute.type !== 'complex')
      throw refusal(`${quoted(path.attribute)} has no parts to filter by`, opened);
    const outer = this.find;
    this.find = attribute && inside(attribute);
    this.bracketed = true;
    const within = this.bracket(opened);
    const after = this.lexer.peek();
    const narrows = after.kind === 'word' && after.text.startsWith('.');
    const filter = narrows ? this.narrowed(within) : within;
    this.find = outer;
    this.bracketed = false;
    return { kind: 'valuePath', path, filter };
  }

  /**
   * `emails[type eq "work"].value eq "a@b.c"`: not in the RFC's grammar, but Entra matches users
   * with it. It means the same as the comparison inside the brackets.
   */
  private narrowed(filter: Filter): Filter {
    const { text, at } = this.lexer.next();
    const compared = this.compared({ attribute: text.slice(1) }, at, this.lexer.next());
    return {
      kind: 'and',
      terms: filter.kind === 'and' ? [...filter.terms, compared] : [filter, compared],
    };
  }
}
