import type { AttributePath } from '../path';

/** Filters of RFC 7644 §3.4.2.2 as data: one tree, interpreted over resources and as SQL. */
export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

export type FilterValue = string | number | boolean | null;

export interface Comparison {
  readonly kind: 'compare';
  readonly path: AttributePath;
  readonly operator: Operator;
  readonly value: FilterValue;
}

/** `path pr`: the attribute has a value. */
export interface Presence {
  readonly kind: 'present';
  readonly path: AttributePath;
}

/** `emails[type eq "work"]`: one and the same value meets the filter. Paths inside are relative. */
export interface ValuePath {
  readonly kind: 'valuePath';
  readonly path: AttributePath;
  readonly filter: Filter;
}

/** Two terms or more: a chain of any length is one node, so no walk of the tree goes deep. */
export interface Junction {
  readonly kind: 'and' | 'or';
  readonly terms: readonly Filter[];
}

export interface Negation {
  readonly kind: 'not';
  readonly term: Filter;
}

export type Filter = Comparison | Presence | ValuePath | Junction | Negation;
