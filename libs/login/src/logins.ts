import type { LoginAnswer, WhenTooOld } from './answer';
import { Directory, type Reply, type DirectoryOptions } from './directory';
import { Memory, type MemoryStatus } from './memory';
import type { Running, Source } from './source';
import type { TenantLogins } from './tenant-logins';

export interface LoginsOptions {
  readonly directory: DirectoryOptions;
  /** The events that are kept; without them the directory is asked each time. */
  readonly source?: Source;
  /**
   * What to do when no answer is young enough. `closed`: nobody may log in. `open`: who may log in
   * as far as that was known last; everybody of a tenant of which nothing is known.
   */
  readonly whenTooOld: WhenTooOld;
  /** The greatest age of an answer: 10 s. At least 2 s, since ages are counted in seconds. */
  readonly maxAgeSeconds?: number;
  /** How many people are kept; a tenant for which there is no room is asked about at the directory: 1,000,000. */
  readonly maxPeople?: number;
  /** All that was published is read, so that answers come from memory: again after each trouble. */
  readonly onLive?: () => void;
  /** Answers are worse than they could be, and why; without names of users. */
  readonly onTrouble?: (reason: Error) => void;
}

const MAX_AGE_SECONDS = 10;
const LEAST_MAX_AGE_SECONDS = 2;
const MAX_PEOPLE = 1_000_000;
/** An age that was rounded may be this much more. */
const ROUNDED_SECONDS = 0.5;
const AGAIN_MS = 30_000;

/** Answers whether somebody may log in, from memory as long as that is proven to be young enough. */
export class Logins {
  private readonly directory: Directory;
  private readonly memory: Memory;
  private readonly running: Running | undefined;
  private readonly maxAgeSeconds: number;
  private lastFailure = { why: '', at: Number.NEGATIVE_INFINITY };

  /** Throws RangeError for a `maxAgeSeconds` or a `whenTooOld` that there is not. */
  constructor(private readonly options: LoginsOptions) {
    const { maxAgeSeconds = MAX_AGE_SECONDS, maxPeople = MAX_PEOPLE, whenTooOld } = options;
    if (!(maxAgeSeconds >= LEAST_MAX_AGE_SECONDS))
      throw new RangeError(`maxAgeSeconds must be at least ${LEAST_MAX_AGE_SECONDS}.`);
    if (whenTooOld !== 'closed' && whenTooOld !== 'open')
      throw new RangeError("whenTooOld must be 'closed' or 'open'.");
    this.maxAgeSeconds = maxAgeSeconds;
    this.directory = new Directory(options.directory);
    this.memory = new Memory(maxPeople);
    this.running = options.source?.({
      handle: (event) => {
        const reason = this.memory.take(event);
        if (reason !== undefined) this.trouble(`tenant ${event.tenantId} is not kept: ${reason}`);
      },
      stop: (tenantId, reason) => {
        this.memory.stop(tenantId, reason);
        this.trouble(`tenant ${tenantId} is not kept: ${reason}`);
      },
      onHeld: ({ tenantId }) => this.memory.hold(tenantId),
      startAgain: () => this.memory.clear(),
      onLive: () => {
        this.memory.isLive = true;
        options.onLive?.();
      },
      onTrouble: (reason) => options.onTrouble?.(reason),
    });
  }

  /** Never rejects, and takes no longer than a question to the directory may. */
  async mayLogIn(tenantId: string, userName: string): Promise<LoginAnswer> {
    const kept = this.young(tenantId, userName);
    if (kept) {
      if ((kept.ageSeconds as number) > this.maxAgeSeconds / 2) void this.ask(tenantId, userName);
      return kept;
    }
    const reply = await this.ask(tenantId, userName);
    // What was read meanwhile may be newer than what the directory has.
    return this.young(tenantId, userName) ?? this.ofDirectory(tenantId, userName, reply);
  }

  status(): MemoryStatus {
    return this.memory.status();
  }

  /** Resolves when nothing is read any more. */
  async stop(): Promise<void> {
    await this.running?.stop();
  }

  private async ask(tenantId: string, userName: string): Promise<Reply> {
    const reply = await this.directory.ask(tenantId, userName);
    if (reply.as === 'answer') {
      const { position, epoch } = reply.answer;
      this.memory.prove(tenantId, { position, epoch, provenAt: provenAtOf(reply) });
    }
    if (reply.as === 'refused' || reply.as === 'unavailable')
      this.withoutReply(tenantId, reply.why);
    return reply;
  }

  /** From memory, when it is young enough. */
  private young(tenantId: string, userName: string): LoginAnswer | undefined {
    const kept = this.memory.of(tenantId);
    return kept && this.isYoung(kept.provenAt) ? this.ofMemory(tenantId, userName) : undefined;
  }

  private isYoung(provenAt: number): boolean {
    return performance.now() - provenAt <= this.maxAgeSeconds * 1_000;
  }

  private ofMemory(tenantId: string, userName: string): LoginAnswer | undefined {
    const kept = this.memory.of(tenantId);
    if (!kept) return undefined;
    const { logins, provenAt } = kept;
    return {
      tenantId,
      userName,
      ...found(logins, userName),
      scimManaged: logins.scimManaged,
      tenantKnown: logins.position > 0,
      from: 'memory',
      position: logins.position,
      ageSeconds: secondsSince(provenAt),
      held: this.memory.isHeld(tenantId),
    };
  }

  private ofDirectory(tenantId: string, userName: string, reply: Reply): LoginAnswer {
    if (reply.as === 'unavailable') return this.policy(tenantId, userName, undefined);
    if (reply.as !== 'answer') return { ...nothing(tenantId, userName), reason: reply.as };
    const { mayLogIn, reason, userId, scimManaged, tenantKnown, position, held } = reply.answer;
    const provenAt = provenAtOf(reply);
    const last: LoginAnswer = {
      tenantId,
      userName,
      mayLogIn,
      reason,
      ...(userId === undefined ? {} : { userId }),
      scimManaged,
      tenantKnown,
      from: 'directory',
      position,
      ageSeconds: secondsSince(provenAt),
      held,
    };
    return this.isYoung(provenAt) ? last : this.policy(tenantId, userName, last);
  }

  private policy(tenantId: string, userName: string, last: LoginAnswer | undefined): LoginAnswer {
    const kept = this.ofMemory(tenantId, userName);
    const known = kept && kept.position >= (last?.position ?? 0) ? kept : last;
    const answer = { ...(known ?? nothing(tenantId, userName)), from: 'policy' as const };
    const isOpen = this.options.whenTooOld === 'open';
    if (isOpen && known) return answer;
    return { ...answer, mayLogIn: isOpen, reason: 'not-proven' };
  }

  /** A trouble that lasts is said again after a while, not at each question. */
  private withoutReply(tenantId: string, why: string): void {
    const now = performance.now();
    if (this.lastFailure.why === why && now - this.lastFailure.at < AGAIN_MS) return;
    this.lastFailure = { why, at: now };
    this.trouble(`the directory gave no answer about tenant ${tenantId}: ${why}`);
  }

  private trouble(message: string): void {
    this.options.onTrouble?.(new Error(message));
  }
}

const nothing = (tenantId: string, userName: string): LoginAnswer => ({
  tenantId,
  userName,
  mayLogIn: false,
  reason: 'not-proven',
  scimManaged: true,
  tenantKnown: false,
  from: 'directory',
  position: 0,
  ageSeconds: undefined,
  held: false,
});

const found = (
  logins: TenantLogins,
  userName: string,
): Pick<LoginAnswer, 'mayLogIn' | 'reason' | 'userId'> => {
  if (logins.movedTo !== undefined) return { mayLogIn: false, reason: 'moved' };
  const person = logins.find(userName);
  if (!person) return { mayLogIn: false, reason: 'unknown' };
  const { userId, active } = person;
  return { mayLogIn: active, reason: active ? 'active' : 'inactive', userId };
};

const provenAtOf = ({ answer, sentAt }: Extract<Reply, { readonly as: 'answer' }>): number =>
  sentAt - (answer.provenCurrentSecondsAgo + ROUNDED_SECONDS) * 1_000;

const secondsSince = (at: number): number | undefined =>
  at === Number.NEGATIVE_INFINITY ? undefined : (performance.now() - at) / 1_000;
