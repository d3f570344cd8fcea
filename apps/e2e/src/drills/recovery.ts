import { eventually } from '../audit/settled';
import { Client, strictUser } from '../support/client';
import { newTenant, type Tenant } from '../support/tenants';
import type { DrillStack } from './drill';

const seconds = (from: number): string => ((performance.now() - from) / 1_000).toFixed(1);

/** A tenant that is asked from outside whether the installation works again. */
export class Recovery {
  private changes = 0;
  private readonly logins: Client;

  private constructor(
    readonly tenant: Tenant,
    stack: DrillStack,
    private readonly person: string,
  ) {
    this.logins = new Client(`${stack.directory}/tenants/${tenant.id}`, stack.keys.client);
  }

  static async of(stack: DrillStack): Promise<Recovery> {
    const tenant = await newTenant(stack);
    const person = 'person@recovery.example';
    await tenant.client.post('/Users', strictUser(person));
    return new Recovery(tenant, stack, person);
  }

  async login(): Promise<number> {
    return (await this.logins.get(`/logins/${this.person}`)).status;
  }

  private async change(): Promise<number> {
    this.changes += 1;
    const user = strictUser(`after-${this.changes}@recovery.example`);
    return (await this.tenant.client.post('/Users', user)).status;
  }

  /** Resolves when a change is accepted and a log-in answered: the seconds of each since `from`. */
  async since(from: number): Promise<{ readonly change: string; readonly login: string }> {
    const until = async (ask: () => Promise<number>, wanted: number): Promise<string> => {
      await eventually(ask, (status) => status === wanted);
      return seconds(from);
    };
    const [change, login] = await Promise.all([
      until(() => this.change(), 201),
      until(() => this.login(), 200),
    ]);
    return { change, login };
  }
}
