/** A secret in its sealed form; `until` is null for the newest. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}

/** A tenant of an endpoint that this process sends to, as long as it has the lease. */
export interface Claim {
  readonly endpoint: string;
  readonly tenant_id: string;
  readonly position: string;
  readonly marked: string;
  readonly lease: string;
  readonly tries: number;
  readonly url: string;
  readonly types: readonly string[] | null;
  readonly batch: number;
  readonly secrets: readonly SealedSecret[];
}

/** One request and what came back. */
export interface Delivery {
  readonly from: number;
  readonly to: number;
  readonly at: Date;
  readonly ms: number;
  readonly status?: number;
  readonly failure?: string;
  readonly excerpt?: string;
}
