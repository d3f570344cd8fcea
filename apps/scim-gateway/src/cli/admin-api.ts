import type { Question } from './command';

/** Ends the command line with an exit code. */
export class Ended extends Error {
  override readonly name = 'Ended';
  constructor(
    message: string,
    /** 1: refused; 2: wrong usage; 3: no gateway answers. */
    readonly code: 1 | 2 | 3,
  ) {
    super(message);
  }
}

const DEADLINE_MS = 30_000;

/** The admin API of one gateway, called as an operator. */
export class AdminApi {
  constructor(
    private readonly base: string,
    private readonly key: string,
  ) {}

  /** The JSON of an answer; undefined when it has no body. Rejects with Ended. */
  async ask(question: Question): Promise<unknown> {
    const answer = await this.send(question, AbortSignal.timeout(DEADLINE_MS));
    const text = await answer.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** Each line of an answer as it arrives. */
  async *lines(question: Question): AsyncGenerator<Record<string, unknown>> {
    const { body } = await this.send(question);
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      rest += decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Record<string, unknown>;
    }
  }

  private async send({ method, path, body }: Question, signal?: AbortSignal): Promise<Response> {
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      throw new Ended(
        `Nothing answers at ${this.base} (${code ?? (error as Error).name}). Is the gateway up, and ROLLCALL_URL right?`,
        3,
      );
    });
    if (!answer.ok) throw new Ended(await refusalOf(answer), 1);
    return answer;
  }
}

const refusalOf = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  try {
    const { detail } = JSON.parse(text) as { detail?: string };
    if (detail !== undefined) return `${detail} (${answer.status})`;
  } catch {
    // not a problem of the API: the status decides
  }
  return `${answer.url} answered ${answer.status}, and not as Rollcall does. Is ROLLCALL_URL right?`;
};
