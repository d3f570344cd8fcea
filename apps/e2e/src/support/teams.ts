import { bodyOf, idOf, strictUser, type Body, type Client } from './client';

export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export const group = (displayName: string, ...members: readonly string[]): Body => ({
  schemas: [GROUP],
  displayName,
  members: members.map((value) => ({ value })),
});

/** Makes users and groups, and says who is in what. */
export class Teams {
  private made = 0;

  constructor(
    readonly client: Client,
    private readonly prefix: string,
  ) {}

  async user(): Promise<string> {
    const name = `${this.prefix}${(this.made += 1)}@example.com`;
    return idOf(await this.client.post('/Users', strictUser(name)));
  }

  users(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.user()));
  }

  async group(displayName: string, ...members: readonly string[]): Promise<string> {
    const made = await this.client.post('/Groups', group(displayName, ...members));
    if (made.status !== 201) throw new Error(`no group: ${made.status} ${made.text}`);
    return idOf(made);
  }

  add(id: string, ...members: readonly string[]) {
    return this.client.patch(`/Groups/${id}`, [
      { op: 'add', path: 'members', value: members.map((value) => ({ value })) },
    ]);
  }

  remove(id: string, member: string) {
    return this.client.patch(`/Groups/${id}`, [
      { op: 'remove', path: `members[value eq "${member}"]` },
    ]);
  }

  /** Ids of the members, as they are answered. */
  async members(id: string): Promise<readonly string[]> {
    return valuesOf(bodyOf(await this.client.get(`/Groups/${id}`))['members']);
  }

  /** Ids of the groups that a user shows. */
  async groupsOf(id: string): Promise<readonly string[]> {
    return valuesOf(bodyOf(await this.client.get(`/Users/${id}`))['groups']);
  }
}

export const valuesOf = (list: unknown): readonly string[] =>
  ((list ?? []) as { value: string }[]).map(({ value }) => value);
