/** What a tenant's provider is forgiven. */
export interface Dialect {
  /**
   * `interop`: PATCH operations without a path and unknown schemas are refused, as the
   * Interoperability Profile requires.
   */
  readonly strictness: 'tolerant' | 'interop';
  readonly quirksOff: ReadonlySet<string>;
}

export const tolerant: Dialect = { strictness: 'tolerant', quirksOff: new Set() };
