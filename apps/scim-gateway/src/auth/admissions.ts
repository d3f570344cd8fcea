import type { Admission } from '@rollcall/contracts';
import { hash } from 'node:crypto';
import { Silence } from './silence';
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

/** All in milliseconds but the last. */
export interface AdmissionLimits {
  /** How long an answer serves without a new question, and a question's failure without another. */
  readonly freshMs: number;
  /** How long a good answer serves while the token service does not answer. */
  readonly graceMs: number;
  /** How long a question may take where a good answer serves meanwhile: promise 7 counts so far. */
  readonly answerMs: number;
  /** How long it may take where nothing else can be said. */
  readonly patienceMs: number;
  readonly mostRemembered: number;
}

export const LIMITS: AdmissionLimits = {
  freshMs: 950,
  graceMs: 60_000,
  answerMs: 1_000,
  patienceMs: 2_000,
  mostRemembered: 10_000,
};
const SHAPE = /^rc_[A-Za-z0-9]{1,64}_[A-Za-z0-9]{1,128}$/;

/** Asks the token service; rejects when it has not answered within so many milliseconds. */
export type AskAdmission = (token: string, withinMs: number) => Promise<Admission>;

/** Puts into a bounded map; what was put in longest ago goes first. */
const remember = <V>(map: Map<string, V>, key: string, value: V, most: number): void => {
  map.delete(key);
  if (map.size >= most) map.delete(map.keys().next().value as string);
  map.set(key, value);
};

/**
 * "Whose token is this?", asked at most once a second for each token, one question at a time. While
 * the token service is known not to answer, nobody with a good answer of the last minute waits for
 * the question: it goes on beside, and what it brings holds from then on. Keys are digests, not tokens.
 */
export class Admissions {
  private readonly known = new Map<string, Known>();
  private readonly refused = new Map<string, { error: NotAdmitted; until: number }>();
  private readonly revoked = new Map<string, true>();
  private readonly asking = new Map<string, Promise<Admitted>>();
  /** When the last question was sent, where it failed. */
  private readonly failed = new Map<string, number>();
  private readonly silence = new Silence();

  constructor(
    private readonly ask: AskAdmission,
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
    const now = this.now();
    const refused = this.refused.get(digest);
    if (refused && now < refused.until) return Promise.reject(refused.error);
    const asking = this.asking.get(digest);
    const last = this.remembered(digest, now);
    const hasFailed = now < (this.failed.get(digest) ?? -Infinity) + this.limits.freshMs;
    if (last && (hasFailed || this.silence.holds(now))) {
      if (!asking && !hasFailed) this.begin(token, digest, source).catch(() => undefined);
      return last instanceof NotAdmitted ? Promise.reject(last) : Promise.resolve(last);
    }
    if (asking) return asking;
    return hasFailed ? Promise.reject(unavailable()) : this.begin(token, digest, source);
  }

  /** A revocation was heard: it holds here whatever the token service can say. */
  revoke(tokenId: string): void {
    remember(this.revoked, tokenId, true, this.limits.mostRemembered);
    for (const [digest, known] of this.known) {
      if (known.tokenId === tokenId) this.known.set(digest, { ...known, askedAt: -Infinity });
    }
  }

  /** Sends the question, unless this source has tried too many tokens that nobody knows. */
  private begin(token: string, digest: string, source: string): Promise<Admitted> {
    const last = this.remembered(digest, this.now());
    const isStranger = !this.known.has(digest) || last instanceof NotAdmitted;
    if (isStranger && !this.sources.take(source))
      return Promise.reject(new NotAdmitted('too-many'));
    const withinMs = last ? this.limits.answerMs : this.limits.patienceMs;
    const question = this.question(token, digest, withinMs).finally(() =>
      this.asking.delete(digest),
    );
    this.asking.set(digest, question);
    if (isStranger)
      question.then(
        () => this.sources.giveBack(source),
        () => undefined,
      );
    return question;
  }

  private async question(token: string, digest: string, withinMs: number): Promise<Admitted> {
    const askedAt = this.now();
    let answer: Admission;
    try {
      answer = await this.ask(token, withinMs);
    } catch (reason) {
      this.silence.failed(askedAt, this.now());
      remember(this.failed, digest, askedAt, this.limits.mostRemembered);
      return this.grace(digest, reason);
    }
    this.silence.answered(askedAt);
    this.failed.delete(digest);
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

  /**
   * What the last good answer says now: who it is, or why not any more; undefined when there is
   * none, or none that is young enough. The life of a token is counted down here, on the monotonic
   * clock.
   */
  private remembered(digest: string, now: number): Admitted | NotAdmitted | undefined {
    const known = this.known.get(digest);
    if (!known) return undefined;
    const { tenantId, tokenId, askedAt, endsAt } = known;
    if (this.revoked.has(tokenId)) return new NotAdmitted('revoked', tenantId, tokenId);
    if (now >= endsAt) return new NotAdmitted('expired', tenantId, tokenId);
    return now < askedAt + this.limits.graceMs ? known : undefined;
  }

  private grace(digest: string, cause: unknown): Admitted {
    const last = this.remembered(digest, this.now()) ?? unavailable(cause);
    this.ended(last instanceof Error ? 'unavailable' : 'grace');
    if (last instanceof Error) throw last;
    return last;
  }
}

const unavailable = (cause?: unknown): AdmissionUnavailable =>
  new AdmissionUnavailable('the token service does not answer', { cause });
