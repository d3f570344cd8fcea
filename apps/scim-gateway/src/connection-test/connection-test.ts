import { TEST_USER_DOMAIN, type TenantId } from '@rollcall/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { AdmissionUnavailable, NotAdmitted, type Admissions } from '../scim/auth/admissions';
import { failureOf, StepFailed } from './failures';
import { testSteps, type TestStep, type TestPerson } from './test-steps';
import type { TestClient } from './test-client';
import type { TestEvents } from './test-events';

export type Say = (line: object) => void;

const TOKEN = /^rc_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/;

/** Whether the pasted token is a live one of this tenant, asked before anything is sent with it. */
export const checkToken = async (
  admissions: Admissions,
  tenantId: TenantId,
  token: string,
  source: string,
): Promise<void> => {
  if (!TOKEN.test(token))
    throw new StepFailed('token-malformed', 'This does not have the form of a token.');
  const admitted = await admissions.admit(token, source).catch((reason: unknown) => {
    throw refusalOf(reason, tenantId);
  });
  if (admitted.tenantId !== tenantId)
    throw new StepFailed('token-other-tenant', 'The token belongs to another organisation.');
};

const refusalOf = (reason: unknown, tenantId: TenantId): unknown => {
  if (reason instanceof AdmissionUnavailable)
    return new StepFailed('unavailable', 'The token cannot be checked now.');
  if (!(reason instanceof NotAdmitted)) return reason;
  if (reason.reason === 'too-many')
    return new StepFailed('token-guesses', 'Too many unknown tokens.', 429);
  // What became of another tenant's token is that tenant's to know.
  const ours = reason.tenantId === tenantId;
  return ours && (reason.reason === 'expired' || reason.reason === 'revoked')
    ? new StepFailed(`token-${reason.reason}`, `The token is ${reason.reason}.`, 401)
    : new StepFailed('token-unknown', 'The token is not known.', 401);
};

/** One test of a connection: a test user goes the whole way, and so do its events. */
export class ConnectionTest {
  private readonly person: TestPerson = {
    userName: `test-${randomBytes(6).toString('hex')}@${TEST_USER_DOMAIN}`,
    id: '',
  };
  private readonly sightings: Promise<boolean>[] = [];

  constructor(
    private readonly client: TestClient,
    private readonly events: TestEvents,
    private readonly check: () => Promise<void>,
    private readonly say: Say,
  ) {}

  /** Says a line as each step starts and ends; resolves to whether all passed. */
  async go(): Promise<boolean> {
    let passed =
      !this.client.isClient || (await this.timed('access-token', () => this.client.signIn()));
    for (const step of testSteps) {
      if (!passed) break;
      passed = await this.timed(step.name, () => this.step(step));
      if (!passed) break;
      if (step.name === 'look-up') await this.events.ready();
    }
    const seen = await Promise.all(this.sightings);
    if (!passed) await this.clean();
    return passed && seen.every(Boolean);
  }

  private async step(step: TestStep): Promise<{ status: number }> {
    if (step.name === 'look-up') await this.check();
    const correlationId = randomUUID();
    const request = { ...step.request(this.person), correlationId };
    const { status, body } = await this.client.ask(request, step.status);
    if (!step.holds(body, this.person))
      throw new StepFailed(
        'answer-unexpected',
        'The response does not contain what was requested.',
        status,
      );
    const { event } = step;
    if (event)
      this.sightings.push(
        this.timed(`event:${step.name}`, async () => {
          await this.events.see(correlationId, event);
          return {};
        }),
      );
    return { status };
  }

  private async timed(leg: string, work: () => Promise<object>): Promise<boolean> {
    this.say({ leg, state: 'running' });
    const began = performance.now();
    const ms = (): number => Math.round(performance.now() - began);
    try {
      const more = await work();
      this.say({ leg, state: 'passed', ms: ms(), ...more });
      return true;
    } catch (reason) {
      this.say({ leg, state: 'failed', ms: ms(), ...failureOf(reason) });
      return false;
    }
  }

  /** A failed test leaves no test user behind. */
  private async clean(): Promise<void> {
    if (this.person.id === '') return;
    const request = { method: 'DELETE', path: `/Users/${this.person.id}` };
    await this.client.ask({ ...request, correlationId: randomUUID() }, 204).catch(() => undefined);
  }
}
