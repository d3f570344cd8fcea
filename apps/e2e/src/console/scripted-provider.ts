import { bodyOf, Client, filter, idOf, strictUser, totalOf } from '../support/client';
import { eventually } from '../audit/settled';
import type { Answer } from '../support/tools';

const PUT_OFF: ReadonlySet<number> = new Set([429, 503]);

/** An identity provider that was given a base URL and a token, and does what such do. */
export class ScriptedProvider {
  private readonly client: Client;

  constructor(base: string, token: string) {
    this.client = new Client(base, token);
  }

  /** The test that the administrator presses there. */
  test = (): Promise<Answer> => this.client.get(filter('userName eq "nobody@acme.example"'));

  /** One attempt to create somebody, whatever the answer; what is put off (429, 503) is sent again. */
  attempt = (userName: string, more: object = {}): Promise<Answer> =>
    eventually(
      () => this.client.post('/Users', strictUser(userName, { ...more })),
      ({ status }) => status !== 0 && !PUT_OFF.has(status),
      30_000,
    );

  /** Looks somebody up, creates them when they are unknown, and comes back until it is accepted. */
  async provision(userName: string, displayName: string): Promise<string> {
    return eventually(
      async () => {
        const found = await this.client.get(filter(`userName eq "${userName}"`));
        if (totalOf(found) !== 0) throw new Error(`is there, or not to be asked: ${found.text}`);
        const made = await this.attempt(userName, { displayName, externalId: `x-${userName}` });
        if (made.status !== 201) throw new Error(`not created: ${made.status} ${made.text}`);
        return idOf(made);
      },
      () => true,
      30_000,
    );
  }

  async rename(id: string, displayName: string): Promise<void> {
    await this.change(id, 'displayName', displayName);
  }

  async deactivate(id: string): Promise<void> {
    // As Entra ID writes it.
    await this.change(id, 'active', 'False');
  }

  private async change(id: string, path: string, value: unknown): Promise<void> {
    const answer = await this.client.patch(`/Users/${id}`, [{ op: 'Replace', path, value }]);
    if (answer.status !== 200) throw new Error(`not changed: ${answer.status} ${answer.text}`);
    bodyOf(answer);
  }
}
