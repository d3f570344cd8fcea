/** The schemas as RFC 7643 §8.7 has them, and what a server says instead. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../../support/client';

/** `name` or `name.sub` → words, such as `string required exact unique:server`. */
export type Facts = Readonly<Record<string, string>>;

export interface Difference {
  /** `core:2.0:User displayName`, … */
  readonly where: readonly string[];
  /** Words that only the RFC has; `absent`: it has no such attribute. */
  readonly rfc?: string;
  /** Words that only we have. */
  readonly ours?: string;
  /** Of one profile; without it, of every profile that has the attribute. */
  readonly profile?: string;
  readonly reason: string;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../../conformance', file), 'utf8'));

/** Printed text with the verified errata of errata.json. */
export const RFC = read('schema-facts.json') as Readonly<Record<string, Facts>>;
const DIFFERENCES = read('schema-differences.json') as readonly Difference[];

/** `core:2.0:User` of a URN. */
export const shortOf = (urn: unknown): string => String(urn).split(':schemas:')[1] ?? '';

const listed = (name: string, values: unknown): string[] =>
  Array.isArray(values) && values.length > 0 ? [`${name}:${values.join('|')}`] : [];

/** What stands for nothing is not said: characteristics have defaults (RFC 7643 §2.2). */
const words = (one: Body): string =>
  [
    `${one['type']}${one['multiValued'] ? '[]' : ''}`,
    ...(one['required'] ? ['required'] : []),
    ...(one['caseExact'] ? ['exact'] : []),
    ...(one['mutability'] === 'readWrite' ? [] : [String(one['mutability'])]),
    ...(one['returned'] === 'default' ? [] : [`returned:${one['returned']}`]),
    ...((one['uniqueness'] ?? 'none') === 'none' ? [] : [`unique:${one['uniqueness']}`]),
    ...listed('values', one['canonicalValues']),
    ...listed('refers', one['referenceTypes']),
  ].join(' ');

/** The facts of a schema document's attributes. */
export const factsOf = (attributes: readonly Body[], before = ''): Facts =>
  Object.fromEntries(
    attributes.flatMap((one): [string, string][] => [
      [`${before}${one['name']}`, words(one)],
      ...Object.entries(
        factsOf((one['subAttributes'] ?? []) as Body[], `${before}${one['name']}.`),
      ),
    ]),
  );

const minus = (some: string, others: string): string =>
  some
    .split(' ')
    .filter((word) => !others.split(' ').includes(word))
    .join(' ');

/** `where: words of the RFC → words of ours`, one line for each attribute that differs. */
export const differing = (rfc: Facts, ours: Facts, schema: string): string[] =>
  Object.entries(ours).flatMap(([name, mine]) => {
    const theirs = rfc[name];
    const line = (from: string, to: string): string => `${schema} ${name}: ${from} → ${to}`;
    if (theirs === undefined) return [line('absent', '')];
    return mine === theirs ? [] : [line(minus(theirs, mine), minus(mine, theirs))];
  });

/** The same lines as the explained differences have them, of the attributes that are shown. */
export const explained = (profile: string, schema: string, ours: Facts): string[] =>
  DIFFERENCES.filter((one) => one.profile === undefined || one.profile === profile).flatMap(
    ({ where, rfc = '', ours: mine = '' }) =>
      where
        .filter((one) => Object.keys(ours).some((name) => one === `${schema} ${name}`))
        .map((one) => `${one}: ${rfc} → ${mine}`),
  );

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  reference: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
};

/** What every document may have in addition to its schema's attributes (RFC 7643 §3.1). */
const COMMON = ['schemas', 'id', 'meta'];

/** What of a document its schema does not say, or says otherwise. */
export const misfits = (document: Body, attributes: readonly Body[], before = ''): string[] => {
  const known = new Map(attributes.map((one) => [String(one['name']), one]));
  return [
    ...Object.keys(document)
      .filter((name) => !known.has(name) && !(before === '' && COMMON.includes(name)))
      .map((name) => `${before}${name} is not in the schema`),
    ...[...known].flatMap(([name, one]) => {
      const value = document[name];
      const at = `${before}${name}`;
      if (value === undefined) return one['required'] ? [`${at} is missing`] : [];
      if (Array.isArray(value) !== one['multiValued']) return [`${at} is no list, or is one`];
      return [value]
        .flat()
        .flatMap((each) =>
          one['type'] === 'complex'
            ? misfits(each as Body, (one['subAttributes'] ?? []) as Body[], `${at}.`)
            : TYPES[String(one['type'])]?.(each)
              ? []
              : [`${at} is no ${one['type']}`],
        );
    }),
  ];
};
