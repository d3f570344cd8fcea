import type { Admission } from '@rollcall/contracts';
import { hash } from 'node:crypto';
import { SourceLimits } from './source-limits';

export interface Admitted {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly label: string;
  /** Of performance.now(): the end of the token's life. */
  readonly endsAt: number;
}

export type Refusal = 'missing' | 'unknown' | 'expired' | 'revoked' | 'too-many';

/** The token is no good: 401 (or 429 when one source guesses). */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  constructor(
    readonly reason: Refusal,
    readonly tenantId?: string,
    readonly tokenId?: string,
  ) {
    super(reason);
  }
}

/** The token service does not answer and the grace is over: 503, never 401. */
export class AdmissionUnavailable extends Error {
  override readonly name = 'AdmissionUnavailable';
}

interface Known extends Admitted {
  /** Monotonic milliseconds: sending of the question that this answer came to. */
  readonly askedAt: number;
}

/** How a question ended: admitted and refused by the token service, the others without it. */
export type AdmissionOutcome = 'admitted' | 'refused' | 'grace' | 'unavailable';

export interface AdmissionLimits {
  /** How long an answer serves without a new question. */
  readonly freshMs: number;
  /** How long a good answer serves while the token service does not answer. */
  readonly graceMs: number;
  readonly mostRemembered: number;
}

export const LIMITS: AdmissionLimits = { freshMs: 950, graceMs: 60_000, mostRemembered: 10_000 };
const SHAPE = /^rc_[A-Za-z0-9]{1,64}_[A-Za-z0-9]{1,128}$/;

/** Puts into a bounded map; what was put in first goes first. */
const remember = <V>(map: Map<string, V>, key: string, value: V, most: number): void => {
  if (map.size >= most) map.delete(map.keys().next().value as string);
  map.set(key, value);
};

/** "Whose token is this?", asked at most once a second for each token. Keys are digests, not tokens. */
export class Admissions {
  private readonly known = new Map<string, Known>();
  private readonly refused = new Map<string, { error: NotAdmitted; until: number }>();
  private readonly revoked = new Map<string, true>();
  private readonly asking = new Map<string, Promise<Admitted>>();

  constructor(
    private readonly ask: (token: string) => Promise<Admission>,
    private readonly now: () => number = () => performance.now(),
    private readonly limits: AdmissionLimits = LIMITS,
    private readonly sources = new SourceLimits(20),
    private readonly ended: (outcome: AdmissionOutcome) => void = () => undefined,
  ) {}

  /** The caller of a token that was admitted within the last second; undefined: use `admit`. */
  fresh(token: string): Admitted | undefined {
    const known = this.known.get(hash('sha256', token, 'base64'));
    const now = this.now();
    return known && now < known.askedAt + this.limits.freshMs && now < known.endsAt
      ? known
      : undefined;
  }

  /** `source`: the caller's address. Rejects with NotAdmitted or AdmissionUnavailable. */
  admit(token: string, source: string): Promise<Admitted> {
    const fresh = this.fresh(token);
    if (fresh) return Promise.resolve(fresh);
    if (!SHAPE.test(token)) return Promise.reject(new NotAdmitted('unknown'));
    const digest = hash('sha256', token, 'base64');
    const refused = this.refused.get(digest);
    if (refused && this.now() < refused.until) return Promise.reject(refused.error);
    const asking = this.asking.get(digest);
    if (asking) return asking;
    const isStranger = !this.known.has(digest);
    if (isStranger && !this.sources.take(source))
      return Promise.reject(new NotAdmitted('too-many'));
    const question = this.question(token, digest).finally(() => this.asking.delete(digest));
    this.asking.set(digest, question);
    if (isStranger)
      question.then(
        () => this.sources.giveBack(source),
        () => undefined,
      );
    return question;
  }

  /** A revocation was heard: it holds here whatever the token service can say. */
  revoke(tokenId: string): void {
    remember(this.revoked, tokenId, true, this.limits.mostRemembered);
    for (const [digest, known] of this.known) {
      if (known.tokenId === tokenId) this.known.delete(digest);
    }
  }

  private async question(token: string, digest: string): Promise<Admitted> {
    const askedAt = this.now();
    let answer: Admission;
    try {
      answer = await this.ask(token);
    } catch (reason) {
      return this.grace(digest, reason);
    }
    this.ended(answer.outcome);
    if (answer.outcome === 'refused')
      throw this.refuse(digest, new NotAdmitted(answer.reason, answer.tenantId, answer.tokenId));
    if (this.revoked.has(answer.tokenId))
      throw this.refuse(digest, new NotAdmitted('revoked', answer.tenantId, answer.tokenId));
    const { tenantId, tokenId, label, remainingMs } = answer;
    const known = { tenantId, tokenId, label, askedAt, endsAt: askedAt + remainingMs };
    remember(this.known, digest, known, this.limits.mostRemembered);
    return known;
  }

  private refuse(digest: string, error: NotAdmitted): NotAdmitted {
    this.known.delete(digest);
    const until = this.now() + this.limits.freshMs;
    remember(this.refused, digest, { error, until }, this.limits.mostRemembered);
    return error;
  }

  // The life of a token goes on being counted down during the grace, on the monotonic clock.
  private grace(digest: string, cause: unknown): Admitted {
    const known = this.known.get(digest);
    const now = this.now();
    if (known && now >= known.endsAt)
      throw this.refuse(digest, new NotAdmitted('expired', known.tenantId, known.tokenId));
    const graceful = known && now < known.askedAt + this.limits.graceMs;
    this.ended(graceful ? 'grace' : 'unavailable');
    if (graceful) return known;
    throw new AdmissionUnavailable('the token service does not answer', { cause });
  }
}
