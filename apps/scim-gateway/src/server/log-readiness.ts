/** A failover of the primary takes seconds; what takes longer is an outage of this gateway's own, too. */
const FAILOVER_MS = 30_000;
/** Shorter than the time-out of a probe: a frozen primary accepts connections and says nothing. */
const PATIENCE_MS = 1_000;

/**
 * Whether the event log answers. A primary that fails over is away from every gateway at once: if each
 * left the endpoints, a provider would get the page of the ingress instead of SCIM's 503 with
 * Retry-After. So a gateway whose log answered lately stays, and says what it waits for.
 */
export class LogReadiness {
  private answeredAt: number | undefined;
  private away = false;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly clock: () => number = () => performance.now(),
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** What is missing for being ready: nothing while a failover is waited for. */
  async missing(): Promise<readonly string[]> {
    this.away = !(await this.answers());
    if (!this.away) this.answeredAt = this.clock();
    return this.silentMs() > FAILOVER_MS ? ['postgres'] : [];
  }

  worries(): readonly string[] {
    if (!this.away) return [];
    const seconds = Math.round(this.silentMs() / 1_000);
    return [
      `postgres: no answer for ${seconds} s; requests are 503 with Retry-After. Not ready after ${FAILOVER_MS / 1_000} s.`,
    ];
  }

  /** Before the first answer nothing is known of it, so it was always silent. */
  private silentMs(): number {
    return this.clock() - (this.answeredAt ?? Number.NEGATIVE_INFINITY);
  }

  private answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.patienceMs);
    });
    const answer = this.ask().then(
      () => true,
      () => false,
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}
