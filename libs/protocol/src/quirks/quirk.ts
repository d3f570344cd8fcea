/** What a provider sent, before anything else of ours has seen it. */
export interface QuirkRequest {
  readonly method: string;
  readonly path?: string;
  readonly body: unknown;
}

/** A named, pure rewrite of one provider's dialect into RFC SCIM. */
export interface Quirk {
  readonly name: string;
  readonly provider: string;
  readonly summary: string;
  /** The same body when there is nothing to rewrite. */
  rewrite(request: QuirkRequest): unknown;
}
