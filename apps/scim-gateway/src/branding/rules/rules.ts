import { ValidateBy } from 'class-validator';
import { accentProblem } from './shades';

/** Why a value does not fit, as the end of a sentence that begins with its name; undefined: it fits. */
type Rule = (text: string) => string | undefined;

// Controls, and formats such as a right-to-left override, which would turn the text around it.
const UNSEEN = /[\p{C}\u2028\u2029]/u;
const LONGEST_NAME = 60;
const LONGEST_ADDRESS = 500;
/** Of the text of a data URL: what a header shows of a logo is small. */
const LONGEST_LOGO = 44_000;

const name: Rule = (text) => {
  if (text.trim() !== text || text === '')
    return 'must not be empty, nor begin or end with a blank';
  if ([...text].length > LONGEST_NAME) return `must have ${LONGEST_NAME} characters at most`;
  if (UNSEEN.test(text)) return 'must not hold control or direction characters';
  return /[<>]/.test(text) ? 'must not hold < or >' : undefined;
};

const HERE: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const address: Rule = (text) => {
  if (text.length > LONGEST_ADDRESS) return `must have ${LONGEST_ADDRESS} characters at most`;
  if (UNSEEN.test(text) || /[\s<>"'\\]/.test(text) || !URL.canParse(text))
    return 'must be an address that begins with https://';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && HERE.has(hostname)))
    return 'must begin with https:// (http:// on this machine only)';
  return username || password ? 'must hold no user and no password' : undefined;
};

const MAIL = /^[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}$/i;

const support: Rule = (text) =>
  text.includes(':')
    ? address(text)
    : MAIL.test(text)
      ? undefined
      : 'must be a mail address, such as help@example.com, or an address that begins with https://';

const accent: Rule = (text) =>
  /^#[\da-f]{6}$/i.test(text) ? accentProblem(text) : 'must be a colour like #1f5eb8';

const DATA = /^data:image\/(png|svg\+xml);base64,([A-Za-z\d+/]+={0,2})$/;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a drawing could do besides being drawn. As an image a browser runs none of it: it is refused all the same. */
const ACTIVE: readonly (readonly [RegExp, string])[] = [
  [/<!(?:doctype|entity)/i, 'a document type or an entity'],
  [/<(?:script|foreignobject|iframe|object|embed|audio|video)\b/i, 'a script or a foreign element'],
  [/[\s"'/]on[a-z]+\s*=/i, 'an event handler'],
];
/** The same, of a drawing without blanks and quotation marks. */
const FETCHING: readonly (readonly [RegExp, string])[] = [
  [/(?:java|vb)script:/i, 'a script address'],
  [/(?:href|src)=(?!#|data:image\/)/i, 'something from another address'],
  [/@import|url\((?!#)/i, 'something from another address'],
];

const drawing = (text: string): string | undefined => {
  if (!/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<svg[\s>]/i.test(text))
    return 'must be an SVG whose root is <svg>';
  const bare = text.replace(/[\s"']/g, '');
  const found =
    ACTIVE.find(([pattern]) => pattern.test(text)) ??
    FETCHING.find(([pattern]) => pattern.test(bare));
  return found && `must not hold ${found[1]}`;
};

const logo: Rule = (text) => {
  if (text.length > LONGEST_LOGO)
    return `must have ${LONGEST_LOGO} characters at most: use a smaller picture`;
  const [, type, data = ''] = DATA.exec(text) ?? [];
  if (type === undefined)
    return 'must be a picture as data:image/png;base64,… or data:image/svg+xml;base64,…';
  const bytes = Buffer.from(data, 'base64');
  if (type === 'png') return bytes.subarray(0, 8).equals(PNG) ? undefined : 'must be a PNG';
  return drawing(bytes.toString('utf8'));
};

/** What each part of the branding may be. */
export const RULES = { name, logo, accent, support, address } as const;

/** Of a property that one of these rules is for. */
export const Fits = (rule: keyof typeof RULES): PropertyDecorator =>
  ValidateBy({
    name: 'fits',
    validator: {
      validate: (value) => typeof value === 'string' && RULES[rule](value) === undefined,
      defaultMessage: (args) => {
        const { property = '', value } = args ?? {};
        return `${property} ${typeof value === 'string' ? RULES[rule](value) : 'must be a text'}`;
      },
    },
  });
