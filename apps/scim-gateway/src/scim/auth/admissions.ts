import type { Admission, Constraints } from '@rollcall/contracts';
import { hash } from 'node:crypto';
import { Existing, type AskExisting } from './existing';
import { AdmittedLately, RefusedLately, remember } from './lately';
import { restrictionsOf, type Restrictions } from '../pipeline/restrictions';
import { Silence } from './silence';
import { sourceOf } from '../../http/source';
import { SourceLimits, Tries } from '../../http/source-limits';

export interface Admitted {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly label: string;
  /** Of performance.now(): the end of the token's life. */
  readonly endsAt: number;
  /** The end of what the administrator renews: the token, or the secret of an OAuth client. */
  readonly credentialEndsAt: number;
  /** Undefined for a credential without constraints. */
  readonly restrictions?: Restrictions | undefined;
}

export type Refusal = 'missing' | 'unknown' | 'expired' | 'revoked' | 'too-many';

/** The token is no good: 401, or 429 when one source guesses, or sends what was refused in a loop. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  constructor(
    readonly reason: Refusal,
    readonly tenantId?: string,
    readonly tokenId?: string,
    readonly tooOften = reason === 'too-many',
  ) {
    super(reason);
  }

  get status(): 401 | 429 {
    return this.tooOften ? 429 : 401;
  }
}

/** The token service does not answer and the grace is over: 503, never 401. */
export class AdmissionUnavailable extends Error {
  override readonly name = 'AdmissionUnavailable';
}

interface Known extends Admitted {
  /** Monotonic milliseconds: sending of the question that this answer came to. */
  readonly checkedAt: number;
}

/** How a question ended: admitted and refused by the token service, the others without it. */
export type AdmissionOutcome = 'admitted' | 'refused' | 'grace' | 'unavailable';

/** All in milliseconds but the last two. */
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
  /** Requests a second with a token that was refused: each further one gets 429. */
  readonly mostRefused: number;
}

export const LIMITS: AdmissionLimits = {
  freshMs: 950,
  graceMs: 60_000,
  answerMs: 1_000,
  patienceMs: 2_000,
  mostRemembered: 10_000,
  mostRefused: 250,
};
const SHAPE = /^rc_[A-Za-z0-9]{1,64}_[A-Za-z0-9]{1,128}$/;

/** Asks the token service; rejects when it has not answered within so many milliseconds. */
export type AskAdmission = (token: string, withinMs: number) => Promise<Admission>;

/** Why a token was not looked at: its source guesses, or it was refused before and comes in a loop. */
export type AdmissionLimit = 'source' | 'refused-token';

export interface AdmissionParts {
  /** Unknown tokens, by source. */
  readonly sources?: SourceLimits;
  /** Which ids of tokens exist; without it, none. */
  readonly existing?: AskExisting;
  readonly ended?: (outcome: AdmissionOutcome) => void;
  readonly limited?: (limit: AdmissionLimit) => void;
}

const UNKNOWN_LIMIT = 20;
const ID = /^rc_([^_]+)_/;

/**
 * "Whose token is this?", asked at most once a second for each token, one question at a time. While
 * the token service is known not to answer, a request with a good answer of the last minute does not
 * wait for the question: it runs in parallel, and its answer counts from then on. Keys are digests.
 */
export class Admissions {
  private readonly known = new Map<string, Known>();
  private readonly admitted: AdmittedLately;
  private readonly refused: RefusedLately<NotAdmitted>;
  private readonly revoked = new Map<string, true>();
  private readonly asking = new Map<string, Promise<Admitted>>();
  /** When the last question was sent, where it failed. */
  private readonly failed = new Map<string, number>();
  private readonly silence = new Silence();
  private readonly sources: SourceLimits;
  private readonly existing: Existing;
  /** Of a source over its limit, for each id that exists: a part that no other token can spend. */
  private readonly kept: Tries;
  private readonly ended: (outcome: AdmissionOutcome) => void;
  private readonly limited: (limit: AdmissionLimit) => void;

  constructor(
    private readonly ask: AskAdmission,
    private readonly now: () => number = () => performance.now(),
    private readonly limits: AdmissionLimits = LIMITS,
    parts: AdmissionParts = {},
  ) {
    this.sources = parts.sources ?? new SourceLimits(UNKNOWN_LIMIT, now);
    this.existing = new Existing(parts.existing ?? (() => Promise.resolve([])));
    this.kept = new Tries(this.sources.most, now);
    this.ended = parts.ended ?? (() => undefined);
    this.limited = parts.limited ?? (() => undefined);
    this.admitted = new AdmittedLately();
    this.refused = new RefusedLately(limits.mostRemembered, limits.freshMs, limits.mostRefused);
  }

  /** The caller of a token that was admitted within the last second; undefined: use `admit`. */
  fresh(token: string): Admitted | undefined {
    const known = this.known.get(hash('sha256', token, 'base64'));
    const now = this.now();
    return known && now < known.checkedAt + this.limits.freshMs && now < known.endsAt
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
    const refused = this.refused.again(digest, now);
    if (refused) return Promise.reject(refused.tooOften ? this.often(refused.why) : refused.why);
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

  /** A revocation from Kafka: it counts here whatever the token service answers. */
  revoke(tokenId: string): void {
    remember(this.revoked, tokenId, true, this.limits.mostRemembered);
    for (const [digest, known] of this.known) {
      if (known.tokenId === tokenId) this.known.set(digest, { ...known, checkedAt: -Infinity });
    }
  }

  /** Sends the question, unless this source has tried too many unknown tokens. */
  private begin(token: string, digest: string, source: string): Promise<Admitted> {
    const last = this.remembered(digest, this.now());
    const isStranger = !this.admitted.has(digest, this.now()) || last instanceof NotAdmitted;
    const withinMs = last ? this.limits.answerMs : this.limits.patienceMs;
    const ask = (): Promise<Admitted> => this.question(token, digest, withinMs);
    const counted = isStranger && this.sources.take(source);
    const question = (isStranger && !counted ? this.beyond(token, source, ask) : ask()).finally(
      () => this.asking.delete(digest),
    );
    this.asking.set(digest, question);
    if (counted)
      question.then(
        () => this.sources.giveBack(source),
        () => undefined,
      );
    return question;
  }

  /**
   * This source has tried too many unknown tokens. Tokens whose id exists are still checked,
   * at most so many of each a second: a client that tries others cannot block them.
   */
  private async beyond(
    token: string,
    source: string,
    ask: () => Promise<Admitted>,
  ): Promise<Admitted> {
    const id = ID.exec(token)?.[1] ?? '';
    const key = `${sourceOf(source)} ${id}`;
    if ((await this.existing.has(id)) && this.kept.take(key)) {
      const admitted = await ask();
      this.kept.giveBack(key);
      return admitted;
    }
    this.limited('source');
    throw new NotAdmitted('too-many');
  }

  private often({ reason, tenantId, tokenId }: NotAdmitted): NotAdmitted {
    this.limited('refused-token');
    return new NotAdmitted(reason, tenantId, tokenId, true);
  }

  private async question(token: string, digest: string, withinMs: number): Promise<Admitted> {
    const checkedAt = this.now();
    let answer: Admission;
    try {
      answer = await this.ask(token, withinMs);
    } catch (reason) {
      this.silence.failed(checkedAt, this.now());
      remember(this.failed, digest, checkedAt, this.limits.mostRemembered);
      return this.grace(digest, reason);
    }
    this.silence.answered(checkedAt);
    this.failed.delete(digest);
    this.ended(answer.outcome);
    if (answer.outcome === 'refused')
      throw this.refuse(digest, new NotAdmitted(answer.reason, answer.tenantId, answer.tokenId));
    if (this.revoked.has(answer.tokenId))
      throw this.refuse(digest, new NotAdmitted('revoked', answer.tenantId, answer.tokenId));
    const { tenantId, tokenId, label, remainingMs, credentialRemainingMs = remainingMs } = answer;
    const endsAt = checkedAt + remainingMs;
    const credentialEndsAt = checkedAt + credentialRemainingMs;
    const restrictions = this.restrictions(digest, answer.constraints);
    const who = { tenantId, tokenId, label, restrictions };
    const known: Known = { ...who, checkedAt, endsAt, credentialEndsAt };
    remember(this.known, digest, known, this.limits.mostRemembered);
    this.admitted.add(digest, checkedAt);
    return known;
  }

  /** Those of a credential never change: the list of its networks is built once. */
  private restrictions(digest: string, constraints?: Constraints): Restrictions | undefined {
    return constraints && (this.known.get(digest)?.restrictions ?? restrictionsOf(constraints));
  }

  private refuse(digest: string, error: NotAdmitted): NotAdmitted {
    this.known.delete(digest);
    this.admitted.delete(digest);
    this.refused.add(digest, error, this.now());
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
    const { tenantId, tokenId, checkedAt, endsAt } = known;
    if (this.revoked.has(tokenId)) return new NotAdmitted('revoked', tenantId, tokenId);
    if (now >= endsAt) return new NotAdmitted('expired', tenantId, tokenId);
    return now < checkedAt + this.limits.graceMs ? known : undefined;
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
