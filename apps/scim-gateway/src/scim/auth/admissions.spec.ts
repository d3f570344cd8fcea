import type { Admission } from '@rollcall/contracts';
import {
  Admissions,
  type AdmissionUnavailable,
  LIMITS,
  NotAdmitted,
  type AdmissionOutcome,
} from './admissions';

interface Question {
  readonly token: string;
  readonly withinMs: number;
  answer(answer: Admission): Promise<void>;
  fail(): Promise<void>;
}

const GOOD = 'rc_k_good';
const OTHER = 'rc_o_good';

/** A token service whose answers come when the test says, and a clock that it turns. */
const scene = () => {
  let now = 1_000;
  const questions: Question[] = [];
  const ended: AdmissionOutcome[] = [];
  const admissions = new Admissions(
    (token, withinMs) =>
      new Promise<Admission>((resolve, reject) => {
        // What waits for the answer goes on before the test does.
        const soon = (): Promise<void> => new Promise((done) => setImmediate(done));
        questions.push({
          token,
          withinMs,
          answer: (answer) => (resolve(answer), soon()),
          fail: () => (reject(new Error('no answer')), soon()),
        });
      }),
    () => now,
    LIMITS,
    { ended: (outcome) => ended.push(outcome) },
  );
  const good = (remainingMs = 1e9, tokenId = 'k'): Admission => ({
    outcome: 'admitted',
    tenantId: 't',
    tokenId,
    label: '',
    remainingMs,
  });
  /** What a request gets at this moment; 'waits' when it hangs on the token service. */
  const request = async (token = GOOD): Promise<string> => {
    const verdict = admissions.admit(token, 'here').then(
      () => 'admitted',
      (error: unknown) =>
        error instanceof NotAdmitted ? error.reason : (error as AdmissionUnavailable).name,
    );
    const waits = new Promise<string>((resolve) => setImmediate(() => resolve('waits')));
    return Promise.race([verdict, waits]);
  };
  return {
    admissions,
    questions,
    ended,
    good,
    request,
    pass: (ms: number) => {
      now += ms;
    },
    last: () => questions.at(-1) as Question,
    /** A token that was admitted, and then a question, a second later, that failed within `ms`. */
    silentAfter: async (ms: number, remainingMs?: number) => {
      void request();
      await questions.at(-1)?.answer(good(remainingMs));
      now += 1_000;
      const answer = await request();
      now += ms;
      await questions.at(-1)?.fail();
      return answer;
    },
  };
};

describe('while the token service answers', () => {
  it('a request waits for the answer, and parallel ones for the same answer', async () => {
    const { request, questions, last, good } = scene();
    expect(await Promise.all([request(), request()])).toEqual(['waits', 'waits']);
    expect(questions).toHaveLength(1);
    await last().answer(good());
    expect(await request()).toBe('admitted');
  });

  it('a revoked token is refused within a second of the question before', async () => {
    const { request, last, good, pass, questions } = scene();
    void request();
    await last().answer(good());
    pass(949);
    expect(await request()).toBe('admitted');
    pass(1);
    expect(await request()).toBe('waits');
    expect(questions).toHaveLength(2);
    await last().answer({ outcome: 'refused', reason: 'revoked', tenantId: 't', tokenId: 'k' });
    expect(await request()).toBe('revoked');
  });

  it('a revocation from Kafka refuses a token that was admitted a moment ago', async () => {
    const { admissions, request, last, good } = scene();
    void request();
    await last().answer(good());
    admissions.revoke('k');
    expect(admissions.fresh(GOOD)).toBeUndefined();
    expect(await request()).toBe('waits');
    await last().answer(good());
    expect(await request()).toBe('revoked');
  });

  it('the constraints of a credential are with its answer, and their list is built once', async () => {
    const { admissions, request, last, good, pass } = scene();
    const constraints = { networks: ['10.0.0.0/8'], readOnly: true, usersOnly: false };
    void request();
    await last().answer({ ...good(), constraints } as Admission);
    const first = admissions.fresh(GOOD)?.restrictions;
    expect(first).toMatchObject({ readOnly: true, usersOnly: false });
    expect(first?.networks?.check('10.1.2.3')).toBe(true);
    pass(1_000);
    void request();
    await last().answer({ ...good(), constraints } as Admission);
    expect(admissions.fresh(GOOD)?.restrictions).toBe(first);
    void request(OTHER);
    await last().answer(good(1e9, 'o'));
    expect(admissions.fresh(OTHER)?.restrictions).toBeUndefined();
  });

  it('the life of a token is counted from the sending of the question', async () => {
    const { request, last, good, pass } = scene();
    void request();
    pass(300);
    await last().answer(good(800));
    pass(499);
    expect(await request()).toBe('admitted');
    pass(1);
    expect(await request()).toBe('waits');
  });

  it('is asked for a second where a good answer serves, for two where none does', async () => {
    const { request, last, good, pass } = scene();
    void request();
    expect(last().withinMs).toBe(2_000);
    await last().answer(good());
    pass(1_000);
    void request();
    expect(last().withinMs).toBe(1_000);
    await last().answer(good());
    pass(60_000);
    void request();
    expect(last().withinMs).toBe(2_000);
  });
});

describe('while the token service is known not to answer', () => {
  it('only the first question is waited for', async () => {
    const { silentAfter, request, questions, pass } = scene();
    expect(await silentAfter(1_000)).toBe('waits');
    for (let i = 0; i < 100; i += 1) {
      expect(await request()).toBe('admitted');
      pass(5);
    }
    expect(questions).toHaveLength(3);
  });

  it('the question continues in parallel: one at a time, and one a second', async () => {
    const { silentAfter, request, questions, last, pass } = scene();
    await silentAfter(0);
    const sent: number[] = [];
    for (let ms = 0; ms < 5_000; ms += 50) {
      const before = questions.length;
      expect(await request()).toBe('admitted');
      if (questions.length > before) sent.push(ms);
      pass(50);
      // Odd ones fail at once, even ones hang for their second.
      if (questions.length > before && questions.length % 2 === 1) await last().fail();
      else if (ms - (sent.at(-1) ?? 0) === 950) await last().fail();
    }
    const pauses = sent.map((at, i) => at - (sent[i - 1] ?? 0));
    expect(sent.length).toBeGreaterThan(3);
    expect(pauses.every((pause) => pause >= 950)).toBe(true);
  });

  it('what one token’s question found out spares all others the wait', async () => {
    const { silentAfter, request, last, good } = scene();
    void request(OTHER);
    await last().answer(good(1e9, 'o'));
    await silentAfter(1_000);
    expect(await request(OTHER)).toBe('admitted');
    expect(last().token).toBe(OTHER);
  });

  it('it is refused after a revocation from Kafka, although no answer says so', async () => {
    const { silentAfter, request, admissions } = scene();
    await silentAfter(1_000);
    admissions.revoke('k');
    expect(await request()).toBe('revoked');
  });

  it('a token that ends is refused, and stays so', async () => {
    const { silentAfter, request, pass, last } = scene();
    await silentAfter(1_000, 2_500);
    pass(499);
    expect(await request()).toBe('admitted');
    for (let i = 0; i < 5; i += 1) {
      pass(1);
      expect(await request()).toBe('expired');
      pass(1_000);
      await last().fail();
      expect(await request()).toBe('expired');
    }
  });

  it('the grace ends sixty seconds after the sending of the last question that was answered', async () => {
    const { silentAfter, request, last, pass, ended } = scene();
    await silentAfter(0);
    pass(58_000);
    void request();
    await last().fail();
    pass(999);
    expect(await request()).toBe('admitted');
    pass(1);
    await last().fail();
    expect(await request()).toBe('AdmissionUnavailable');
    expect(ended).toEqual(['admitted', 'grace', 'grace', 'unavailable']);
  });

  it('whose token is unknown here waits for the question, and is never refused for it', async () => {
    const { silentAfter, request, last, questions } = scene();
    await silentAfter(1_000);
    const stranger = request('rc_s_stranger');
    expect(await stranger).toBe('waits');
    await last().fail();
    expect(await request('rc_s_stranger')).toBe('AdmissionUnavailable');
    expect(questions.filter(({ token }) => token === 'rc_s_stranger')).toHaveLength(1);
  });
});

describe('when the token service answers again', () => {
  it('the first question that is answered ends the grace of its token at once', async () => {
    const { silentAfter, request, last, pass } = scene();
    await silentAfter(1_000);
    expect(await request()).toBe('admitted');
    await last().answer({ outcome: 'refused', reason: 'revoked', tenantId: 't', tokenId: 'k' });
    expect(await request()).toBe('revoked');
    pass(1_000);
    expect(await request()).toBe('waits');
  });

  it('and of every other: its next request waits for its own answer', async () => {
    const { silentAfter, request, last, good, pass } = scene();
    void request(OTHER);
    await last().answer(good(1e9, 'o'));
    await silentAfter(1_000);
    pass(1);
    void request();
    await last().answer(good());
    expect(await request(OTHER)).toBe('waits');
  });

  it('a question that hung since the outage and fails late says nothing about now', async () => {
    const { silentAfter, request, questions, last, good, pass } = scene();
    void request(OTHER);
    await last().answer(good(1e9, 'o'));
    await silentAfter(1_000);
    void request(OTHER);
    const hung = questions.at(-1) as Question;
    pass(100);
    void request();
    await last().answer(good());
    await hung.fail();
    pass(960);
    expect(await request()).toBe('waits');
  });

  it('who comes two seconds after the last failure waits, although no other request asked since', async () => {
    const { silentAfter, request, pass } = scene();
    await silentAfter(1_000);
    pass(1_999);
    expect(await request()).toBe('admitted');
    const later = scene();
    await later.silentAfter(1_000);
    later.pass(2_000);
    expect(await later.request()).toBe('waits');
  });
});
