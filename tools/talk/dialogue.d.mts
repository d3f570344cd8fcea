export interface Step {
  readonly name: string;
  readonly request: StepRequest;
  readonly expect: {
    readonly status: number | readonly number[];
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly absent?: readonly string[];
  };
  readonly capture?: Readonly<Record<string, string>>;
}

export interface StepRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: unknown;
  readonly failure?: string;
}

export interface Played {
  readonly name: string;
  readonly request: StepRequest;
  readonly answer: Answer;
  /** Sentences; empty when the answer was as expected. */
  readonly wrong: readonly string[];
}

export interface Dialogue {
  readonly name: string;
  /** Tenants of which profiles it can be held with. */
  readonly profiles: readonly ('strict' | 'full')[];
  readonly steps: readonly Step[];
}

export const folder: string;
export function providers(): string[];
export function dialoguesOf(provider: string): Dialogue[];
export function replay(
  dialogue: Dialogue,
  where: { base: string; token: string; onStep?: (played: Played) => void },
): Promise<Played[]>;
