// Plays the tests of a marketplace against a SCIM server, and records every request and answer.
import { speak } from '../dialogue/speak.mjs';

/**
 * @typedef {import('../dialogue/replay.mjs').Answer} Answer
 * @typedef {Readonly<Record<string, unknown>>} Json
 *
 * @typedef {object} Exchange
 * @property {string} request method and path
 * @property {unknown} [sent] the body
 * @property {number} status 0 when no answer came
 * @property {unknown} answer the body
 *
 * @typedef {'PASSED' | 'FAILED' | 'WARNING' | 'SKIPPED'} Verdict
 *
 * @typedef {object} MarketTest
 * @property {string} name as the marketplace calls it
 * @property {string} part
 * @property {boolean} [optional] a failure is a warning, and does not hinder the listing
 * @property {string} shows what it shows, in a sentence
 * @property {string} todo what to do when it fails
 * @property {(server: Server) => Promise<void | string>} run resolves to why it was skipped, or to nothing
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {string} part
 * @property {string} shows
 * @property {Verdict} verdict
 * @property {string} [why] what differed, or why it was skipped
 * @property {string} [todo]
 * @property {readonly Exchange[]} exchanges
 */

/** What a test did not find; the message says what differed. */
export class Unmet extends Error {}

/**
 * @param {unknown} holds
 * @param {string} otherwise a sentence
 */
export const must = (holds, otherwise) => {
  if (!holds) throw new Unmet(otherwise);
};

/** @param {unknown} value @returns {Json} an object without members for everything that is none */
export const object = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? /** @type {Json} */ (value)
    : {};

/** @param {unknown} value @returns {readonly Json[]} */
export const objects = (value) => (Array.isArray(value) ? value.map(object) : []);

/** @param {unknown} value */
export const shown = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

const SCIM = { 'Content-Type': 'application/scim+json', Accept: 'application/scim+json' };

/** The server of a test: remembers what was said to it. */
export class Server {
  /** @type {Exchange[]} */
  exchanges = [];

  /**
   * @param {{ base: string, token: string }} where
   * @param {Readonly<Record<string, string>>} headers
   */
  constructor(where, headers = {}) {
    this.where = where;
    this.headers = { ...SCIM, ...headers };
  }

  /**
   * @param {string} method
   * @param {string} path below the base URL
   * @param {unknown} [body]
   * @param {Readonly<Record<string, string>>} [headers]
   * @returns {Promise<Answer>}
   */
  async send(method, path, body, headers = {}) {
    const request = { method, path, headers: { ...this.headers, ...headers }, body };
    const answer = await speak(request, this.where).catch((/** @type {unknown} */ reason) => {
      const failure = reason instanceof Error ? reason.message : String(reason);
      return { status: 0, headers: {}, text: '', body: undefined, failure };
    });
    this.exchanges.push({
      request: `${method} ${path}`,
      ...(body === undefined ? {} : { sent: body }),
      status: answer.status,
      answer: answer.failure ?? answer.body,
    });
    return answer;
  }

  /**
   * Sends, and demands one of these statuses. Resolves to the body.
   * @param {readonly number[]} statuses
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<Json>}
   */
  async need(statuses, method, path, body) {
    const answer = await this.send(method, path, body);
    const { detail } = object(answer.body);
    const said = typeof detail === 'string' ? detail : shown(answer.body);
    const got = answer.failure ?? `${answer.status}: ${said}`;
    must(
      statuses.includes(answer.status),
      `${method} ${path} must be ${statuses.join(' or ')}, is ${got}`,
    );
    return object(answer.body);
  }
}

/**
 * @param {MarketTest} test
 * @param {Server} server
 * @returns {Promise<Result>}
 */
const played = async ({ name, part, shows, todo, optional, run }, server) => {
  const result = { name, part, shows, exchanges: server.exchanges };
  try {
    const skipped = await run(server);
    return skipped
      ? { ...result, verdict: 'SKIPPED', why: skipped }
      : { ...result, verdict: 'PASSED' };
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    return { ...result, verdict: optional ? 'WARNING' : 'FAILED', why: error.message, todo };
  }
};

/**
 * Plays the tests in order, each with a record of its own.
 * @param {readonly MarketTest[]} tests
 * @param {() => Server} server
 * @param {(result: Result) => void} [onResult]
 */
export const playedAll = async (tests, server, onResult = () => undefined) => {
  /** @type {Result[]} */
  const results = [];
  for (const test of tests) {
    const result = await played(test, server());
    onResult(result);
    results.push(result);
  }
  return results;
};
