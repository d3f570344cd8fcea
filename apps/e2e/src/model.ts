/** What a SCIM server should be, in thirty lines: the model that the HTTP API is compared with. */
export interface Person {
  readonly id: string;
  readonly version: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One tenant of the strict profile. Answers are the status that the server should give. */
export class Model {
  readonly people = new Map<string, Person>();

  holder(userName: unknown): Person | undefined {
    const folded = String(userName).toLowerCase();
    return [...this.people.values()].find(
      (one) => String(one.attributes['userName']).toLowerCase() === folded,
    );
  }

  create(attributes: Person['attributes']): 201 | 409 {
    return this.holder(attributes['userName']) ? 409 : 201;
  }

  created(id: string, attributes: Person['attributes']): void {
    this.people.set(id, { id, version: 1, attributes: { active: true, ...attributes } });
  }

  /** `ifMatch`: a version, or undefined. `wanted`: the whole resource as it shall be. */
  change(
    id: string,
    wanted: (now: Person['attributes']) => Person['attributes'],
    ifMatch?: number,
  ): 200 | 404 | 409 | 412 {
    const now = this.people.get(id);
    if (!now) return 404;
    if (ifMatch !== undefined && ifMatch !== now.version) return 412;
    const attributes = wanted(now.attributes);
    const other = this.holder(attributes['userName']);
    if (other && other.id !== id) return 409;
    const { active: before, ...rest } = now.attributes;
    const { active: after, ...next } = attributes;
    const events = Number(before !== after) + Number(text(rest) !== text(next));
    this.people.set(id, { id, version: now.version + events, attributes });
    return 200;
  }

  remove(id: string): 204 | 404 {
    return this.people.delete(id) ? 204 : 404;
  }
}

const text = (attributes: object): string => JSON.stringify(Object.entries(attributes).sort());
