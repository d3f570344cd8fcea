import type { Body } from './client';

export interface Following {
  readonly status: number;
  /** What came so far. */
  readonly lines: readonly Body[];
  /** Resolves when the server has ended the answer. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Reads an answer of JSON lines as they come. Resolves with the headers. */
export const follow = async (
  url: string,
  token: string,
  init: { method?: string; body?: unknown } = {},
): Promise<Following> => {
  const stopping = new AbortController();
  const answer = await fetch(url, {
    method: init.method ?? 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    signal: stopping.signal,
  });
  const lines: Body[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const whole = text.split('\n');
      text = whole.pop() ?? '';
      for (const line of whole) if (line !== '') lines.push(JSON.parse(line) as Body);
    }
  };
  return {
    status: answer.status,
    lines,
    ended: read().catch(() => undefined),
    stop: () => stopping.abort(),
  };
};
