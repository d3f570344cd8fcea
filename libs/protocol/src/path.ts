import type { Attribute } from './schemas/attribute';
import { subAttributesOf, type Profile } from './profiles/profile';

/** `urn:…:User:name.givenName` in its parts, as they were written. */
export interface AttributePath {
  readonly schema?: string;
  readonly attribute: string;
  readonly subAttribute?: string;
}

/** What a path names in a profile. */
export interface Resolved {
  /** URN of the extension that the attribute belongs to. */
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

const NAME = /^[A-Za-z$][A-Za-z0-9_$-]*$/;

/** The parts of an attribute path (RFC 7644 §3.10); undefined when it is none. */
export const splitPath = (text: string): AttributePath | undefined => {
  const colon = text.lastIndexOf(':');
  const isUrn = /^urn:/i.test(text);
  if (colon >= 0 && !isUrn) return undefined;
  const schema = isUrn ? text.slice(0, colon) : undefined;
  const [attribute = '', subAttribute, ...more] = text.slice(isUrn ? colon + 1 : 0).split('.');
  if (more.length > 0 || !NAME.test(attribute)) return undefined;
  if (subAttribute !== undefined && !NAME.test(subAttribute)) return undefined;
  return {
    attribute,
    ...(schema === undefined ? {} : { schema }),
    ...(subAttribute === undefined ? {} : { subAttribute }),
  };
};

/** What a path names; undefined when the profile has no such attribute. Names have no case. */
export const resolvePath = (profile: Profile, path: AttributePath): Resolved | undefined => {
  const schema = path.schema?.toLowerCase();
  const isCore = schema === undefined || schema === profile.core.id.toLowerCase();
  const extension = isCore ? undefined : profile.byUrn.get(schema);
  if (!isCore && !extension) return undefined;
  const attribute = (extension?.attributes ?? profile.attributes).get(path.attribute.toLowerCase());
  if (!attribute) return undefined;
  const subAttribute =
    path.subAttribute === undefined
      ? undefined
      : subAttributesOf(attribute).get(path.subAttribute.toLowerCase());
  if (path.subAttribute !== undefined && !subAttribute) return undefined;
  return {
    attribute,
    ...(extension ? { extension: extension.urn } : {}),
    ...(subAttribute ? { subAttribute } : {}),
  };
};

/** The record of a dotted or URN-qualified path, for filters, sorting and SQL. */
export const resolveAttribute = (profile: Profile, text: string): Resolved | undefined => {
  const path = splitPath(text);
  return path && resolvePath(profile, path);
};

/** `emails[type eq "work"].value` in its parts; undefined when it is no attribute with brackets. */
export const splitBrackets = (
  path: string,
): { before: string; filter: string; sub: string | undefined } | undefined => {
  const [open, close] = [path.indexOf('['), path.lastIndexOf(']')];
  if (open < 1 || close < open || path.indexOf(']') < open) return undefined;
  const after = path.slice(close + 1);
  if (after !== '' && !(after.startsWith('.') && NAME.test(after.slice(1)))) return undefined;
  return {
    before: path.slice(0, open),
    filter: path.slice(open + 1, close),
    sub: after === '' ? undefined : after.slice(1),
  };
};

export const printPath = ({ schema, attribute, subAttribute }: AttributePath): string =>
  `${schema === undefined ? '' : `${schema}:`}${attribute}${subAttribute === undefined ? '' : `.${subAttribute}`}`;
