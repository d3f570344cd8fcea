import { bodyOf, idOf, resourcesOf, totalOf, type Body, type Client } from '../support/client';
import { Model, type Kind, type Thing } from './model';
import { planOf } from './bulk';
import { ModelLists } from './lists';
import { changeOf, ENDPOINT, needsOf, requestOf, type IdOf } from './requests';
import type { Op, Ref, Step } from './steps';
import type { Tenant } from '../support/tenants';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const NAMES = ['userName', 'displayName', 'active', 'externalId'] as const;

/** Plays steps against the HTTP API and the model, and expects the same answers of both. */
export class Play {
  readonly model: Model;
  private readonly made: Record<Kind, string[]> = { User: [], Group: [] };
  private readonly births = new Map<string, number>();
  private readonly lists = new ModelLists(this);
  private turn = 0;

  constructor(private readonly tenant: Tenant) {
    this.model = new Model(tenant.profile);
  }

  async do(step: Step): Promise<void> {
    switch (step.do) {
      case 'change':
        return this.change(step.op);
      case 'bulk':
        return this.bulk(step.ops, step.failOnErrors);
      case 'read':
        return this.read(step.kind, this.idOf(step.who), step.bare);
      case 'find':
        return this.lists.find(step);
      case 'walk':
        return this.lists.walk(step);
    }
  }

  /** Everything that there is, as it is listed. */
  async end(): Promise<void> {
    for (const kind of this.kinds()) {
      const list = await this.client.get(`${ENDPOINT[kind]}?count=200`);
      const all = this.model.all(kind);
      expect([list.status, totalOf(list)]).toEqual([200, all.length]);
      this.areAll(
        resourcesOf(list).map(({ id }) => String(id)),
        all,
      );
      for (const body of resourcesOf(list)) this.seen(body);
    }
  }

  /** Each request at another gateway: what one has written the others know. */
  get client(): Client {
    this.turn += 1;
    return this.tenant.clients[this.turn % this.tenant.clients.length] as Client;
  }

  kinds(): readonly Kind[] {
    return this.model.profile === 'full' ? ['User', 'Group'] : ['User'];
  }

  idOf(ref: Ref): string {
    if ('op' in ref) return `bulkId:b${ref.op}`;
    const made = 'user' in ref ? this.made.User[ref.user] : this.made.Group[ref.group];
    return made ?? UNKNOWN_ID;
  }

  private remember(kind: Kind, id: string): void {
    this.made[kind].push(id);
    this.births.set(id, this.turn);
  }

  /** Those and no others, in the order of creation. */
  areAll(ids: readonly string[], things: readonly Thing[]): void {
    expect([...ids].sort()).toEqual(things.map(({ id }) => id).sort());
    this.inOrder(ids);
  }

  /** In the order of creation; in which one request makes several is open. */
  inOrder(ids: readonly string[]): void {
    const births = ids.map((id) => this.births.get(id) as number);
    expect(births).toEqual([...births].sort((a, b) => a - b));
  }

  /** The version that an operation asks for, from what is known before it is sent. */
  private matchOf(op: Op): number | undefined {
    if (op.do === 'create' || op.match === 'none') return undefined;
    const version = this.model.things.get(this.idOf(op.who))?.version ?? 1;
    return op.match === 'right' ? version : version + 7;
  }

  async change(op: Op): Promise<void> {
    const match = this.matchOf(op);
    const { method, path, data } = requestOf(op, (ref) => this.idOf(ref));
    const headers = match === undefined ? {} : { 'if-match': `W/"${match}"` };
    const answer = await this.client.send(method, path, data, headers);
    const made = answer.status === 201 ? idOf(answer) : undefined;
    const change = changeOf(op, (ref) => this.idOf(ref), match);
    const status = this.model.apply(change, made);
    // A group that was changed by PATCH is not shown: it may be very large.
    const unshown = op.kind === 'Group' && op.do === 'patch' && status === 200;
    expect([op, answer.status]).toEqual([op, unshown ? 204 : status]);
    if (made !== undefined) this.remember(op.kind, made);
    const id = made ?? ('id' in change ? change.id : '');
    const thing = this.model.things.get(id);
    if (!thing || answer.status >= 300) return;
    expect(answer.headers['etag']).toBe(`W/"${thing.version}"`);
    if (!unshown) this.seen(bodyOf(answer));
  }

  private async bulk(ops: readonly Op[], failOnErrors: number | undefined): Promise<void> {
    const matches = ops.map((op) => this.matchOf(op));
    const Operations = ops.map((op, i) => ({
      ...requestOf(op, (ref) => this.idOf(ref)),
      bulkId: `b${i}`,
      ...(matches[i] === undefined ? {} : { version: `W/"${matches[i]}"` }),
    }));
    const more = failOnErrors === undefined ? {} : { failOnErrors };
    const answer = await this.client.post('/Bulk', { schemas: [BULK], ...more, Operations });
    expect(answer.status).toBe(200);
    const results = new Map(
      (bodyOf(answer)['Operations'] as Body[]).map((one) => [String(one['bulkId']), one]),
    );
    const madeBy = (i: number): string | undefined => {
      const result = results.get(`b${i}`);
      return Number(result?.['status']) < 300
        ? String(result?.['location']).split('/').at(-1)
        : undefined;
    };
    const known: IdOf = (ref) => ('op' in ref ? (madeBy(ref.op) ?? UNKNOWN_ID) : this.idOf(ref));
    const expected = this.expectedOf(ops, matches, failOnErrors, known, madeBy);
    const statuses = [...results].map(([bulkId, one]) => [bulkId, Number(one['status'])]);
    expect({ Operations, statuses }).toEqual({
      Operations,
      statuses: [...expected].sort(([a], [b]) => a - b).map(([i, status]) => [`b${i}`, status]),
    });
    ops.forEach((op, i) => {
      if (op.do === 'create' && expected.get(i) === 201)
        this.remember(op.kind, madeBy(i) as string);
    });
  }

  /** The statuses of the operations that are tried, one after the other. */
  private expectedOf(
    ops: readonly Op[],
    matches: readonly (number | undefined)[],
    failOnErrors = Number.POSITIVE_INFINITY,
    known: IdOf,
    madeBy: (i: number) => string | undefined,
  ): ReadonlyMap<number, number> {
    const { order, refused } = planOf(ops, (ref) => this.idOf(ref));
    const statuses = new Map<number, number>();
    let errors = 0;
    for (const i of order) {
      if (errors >= failOnErrors) break;
      const op = ops[i] as Op;
      const lacks = [...needsOf(op)].some((one) => (statuses.get(one) ?? 0) >= 300);
      const status =
        refused.get(i) ??
        (lacks ? 400 : this.model.apply(changeOf(op, known, matches[i]), madeBy(i)));
      statuses.set(i, status);
      if (status >= 300) errors += 1;
    }
    return statuses;
  }

  private async read(kind: Kind, id: string, bare: boolean): Promise<void> {
    const attribute = kind === 'User' ? 'groups' : 'members';
    const query = bare ? `?excludedAttributes=${attribute}` : '';
    const answer = await this.client.get(`${ENDPOINT[kind]}/${id}${query}`);
    const there = this.kinds().includes(kind) && this.model.things.get(id)?.kind === kind;
    expect(answer.status).toBe(there ? 200 : 404);
    if (there) this.seen(bodyOf(answer), bare);
  }

  /** A body is the resource of the model, with its memberships unless `bare`. */
  seen(body: Body, bare = false): void {
    const thing = this.model.things.get(String(body['id'])) as Thing;
    const { kind, version, attributes } = thing;
    const named = (from: Body) => NAMES.map((name) => [name, from[name]]);
    expect([named(body), (body['meta'] as Body)['version']]).toEqual([
      named(attributes),
      `W/"${version}"`,
    ]);
    const attribute = kind === 'User' ? 'groups' : 'members';
    if (bare || this.model.profile === 'strict') return expect(body[attribute]).toBeUndefined();
    const expected =
      kind === 'User'
        ? this.model.holders(thing.id)
        : [...thing.members].map((id) => this.model.things.get(id) as Thing);
    const list = (body[attribute] ?? []) as { value: string; display: string; type: string }[];
    expect(list.map(({ value, display, type }) => [value, display, type])).toEqual(
      [...expected]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => [
          one.id,
          one.attributes['displayName'],
          kind === 'User' ? 'direct' : one.kind,
        ]),
    );
  }
}
