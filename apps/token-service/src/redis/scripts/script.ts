import { createHash } from 'node:crypto';

/** All keys share one hash tag, so that one script may touch them on a cluster too. */
export const PREFIX = '{rollcall}:';
export const MARKER = `${PREFIX}complete`;
export const OUTBOX = `${PREFIX}outbox`;
/** The last outbox entry that Kafka has; the key has its name from earlier releases. */
export const PUBLISHED = `${PREFIX}told`;
/** Exists while the append-only file may still contain what was erased. */
export const REWRITE = `${PREFIX}rewrite`;
/** The live tokens by their expiry, and the ended ones that are kept by their end. */
export const EXPIRIES = `${PREFIX}expiries`;
export const ENDINGS = `${PREFIX}endings`;
/** The tenants that were erased. */
export const ERASED = `${PREFIX}erased`;
/** The tenants that chose something, and what each chose. */
export const CHOSEN = `${PREFIX}chosen`;
export const settingsKey = (tenant: string): string => `${PREFIX}settings:${tenant}`;
export const tokenKey = (id: string): string => `${PREFIX}token:${id}`;
export const networksKey = (id: string): string => `${PREFIX}networks:${id}`;
/** How far a credentials topic was written: the next offset by partition, `since`, and `lost`. */
export const endsKey = (topic: string): string => `${PREFIX}ends:${topic}`;
export const restoringKey = (run: string): string => `${PREFIX}restoring:${run}`;

export interface Script {
  readonly sha: string;
  readonly text: string;
}

const NAMES = `local P = '${PREFIX}'\n`;

/** Without the marker an absent token means nothing: answer "not ready", never "unknown". */
const COMPLETE = `
local epoch = redis.call('GET', KEYS[1])
if not epoch then return redis.error_reply('NOTREADY the token store is not complete') end
`;

export const script = (lua: string): Script => {
  const text = NAMES + lua;
  return { text, sha: createHash('sha1').update(text).digest('hex') };
};

/** A script that works on a complete store only; KEYS[1] is the marker. */
export const onComplete = (lua: string): Script => script(COMPLETE + lua);
