import { Agent, request } from 'undici';
import { checkHost, publicLookup } from './public-address';

const DEADLINE_MS = 10_000;
/** What is kept of the text of an answer. */
const MOST_EXCERPT = 500;

/** What the owner of the endpoint has to mend: shown as it is. */
export class WebhookFailed extends Error {
  override readonly name = 'WebhookFailed';
  constructor(
    message: string,
    /** The status of the answer, if there was one. */
    readonly status?: number,
    readonly excerpt?: string,
  ) {
    super(message);
  }
}

/**
 * What the owner of the endpoint reads of a failure. Whatever kept the request from an answer is one
 * text: a name that leads inside, one that is not there and a closed port would else say what is in
 * our network.
 */
export const shownFailure = (reason: unknown): string =>
  reason instanceof WebhookFailed ? reason.message : 'the URL could not be reached';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts to endpoints, over connections that are kept for the next post to the same one. */
export class Sender {
  private readonly agent: Agent;

  /**
   * `anywhere`: http, and addresses that are not public, are allowed. `excerpts`: the beginning of an
   * answer that is not 2xx is read.
   */
  constructor(
    private readonly anywhere: boolean,
    private readonly excerpts = false,
  ) {
    this.agent = new Agent(anywhere ? {} : { connect: { lookup: publicLookup } });
  }

  /**
   * Resolves to the status of a 2xx; a redirect is an answer like any other that is not one. Rejects
   * with what went wrong.
   */
  async post({ url: text, headers, body }: Post): Promise<number> {
    const url = new URL(text);
    if (!this.anywhere && url.protocol !== 'https:')
      throw new WebhookFailed('its URL does not begin with https://: set another');
    if (!this.anywhere) checkHost(url.hostname);
    const deadline = new AbortController();
    const late = setTimeout(() => deadline.abort(), DEADLINE_MS);
    try {
      const answer = await request(url, {
        dispatcher: this.agent,
        method: 'POST',
        headers: { 'user-agent': 'Rollcall', ...headers },
        body,
        signal: deadline.signal,
      });
      const { statusCode: status, body: said } = answer;
      const isDone = status >= 200 && status <= 299;
      said.on('error', () => undefined);
      if (isDone) {
        // Read away, so that the connection can be kept; what is long ends it.
        await said.dump({ limit: 65_536 }).catch(() => undefined);
        return status;
      }
      const excerpt = this.excerpts ? await beginningOf(said).catch(() => '') : '';
      said.destroy();
      throw new WebhookFailed(`it answered ${status}`, status, excerpt);
    } catch (error) {
      if (deadline.signal.aborted)
        throw new WebhookFailed(`it did not answer within ${DEADLINE_MS / 1_000} seconds`);
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  /** Ends what is in flight. */
  close(): Promise<void> {
    return this.agent.destroy();
  }
}

const beginningOf = async (body: AsyncIterable<Buffer>): Promise<string> => {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString('utf8');
    if (text.length >= MOST_EXCERPT) break;
  }
  return text.slice(0, MOST_EXCERPT).replaceAll(/[\u0000-\u001f\u007f]+/g, ' ');
};
