/**
 * What a SCIM server should be, as simply as it can be said: the model that the HTTP API is compared
 * with. One tenant; each change answers with the status that the server should give.
 */
export type Attributes = Readonly<Record<string, unknown>>;
export type Kind = 'User' | 'Group';

export interface Thing {
  readonly id: string;
  readonly kind: Kind;
  readonly version: number;
  readonly attributes: Attributes;
  /** Ids of the members, when it is a group. */
  readonly members: ReadonlySet<string>;
}

/** What happens to the members of a group, or to its attributes, by one operation of a PATCH. */
export type Part =
  | { readonly kind: 'add' | 'replace' | 'remove'; readonly members: readonly string[] }
  | { readonly kind: 'removeType'; readonly type: Kind }
  | { readonly kind: 'set'; readonly set: Attributes }
  | { readonly kind: 'unset'; readonly name: string };

/** A change of one thing; `match`: the version that it must have. */
export type Change = { readonly match?: number | undefined } & (
  | {
      readonly do: 'create';
      readonly kind: Kind;
      readonly attributes: Attributes;
      readonly members: readonly string[];
    }
  | {
      readonly do: 'put';
      readonly kind: Kind;
      readonly id: string;
      readonly attributes: Attributes;
      readonly members: readonly string[];
    }
  | {
      readonly do: 'patch';
      readonly kind: Kind;
      readonly id: string;
      readonly parts: readonly Part[];
    }
  | { readonly do: 'delete'; readonly kind: Kind; readonly id: string }
);

type Status = 200 | 201 | 204 | 400 | 404 | 409 | 412;

const NAME = { User: 'userName', Group: 'displayName' } as const;
const NO_MEMBERS: ReadonlySet<string> = new Set();

export class Model {
  /** In the order of creation. */
  readonly things = new Map<string, Thing>();

  constructor(readonly profile: 'strict' | 'full') {}

  all(kind: Kind): readonly Thing[] {
    return [...this.things.values()].filter((one) => one.kind === kind);
  }

  named(kind: Kind, name: unknown): Thing | undefined {
    const folded = String(name).toLowerCase();
    return this.all(kind).find((one) => nameOf(one).toLowerCase() === folded);
  }

  /** The groups that hold it directly. */
  holders(id: string): readonly Thing[] {
    return this.all('Group').filter(({ members }) => members.has(id));
  }

  /** `made`: the id that the server gave to what was created. */
  apply(change: Change, made = ''): Status {
    if (change.kind === 'Group' && this.profile === 'strict') return 404;
    if (change.do === 'create') return this.create(change, made);
    const now = this.things.get(change.id);
    if (now?.kind !== change.kind) return 404;
    if (change.match !== undefined && change.match !== now.version) return 412;
    if (change.do === 'delete') return this.remove(now);
    return this.become(
      now,
      change.do === 'put'
        ? replaced(now, change)
        : patched(now, change.parts, (id) => this.things.get(id)?.kind),
    );
  }

  private create(
    { kind, attributes, members }: Extract<Change, { do: 'create' }>,
    id: string,
  ): Status {
    if (!members.every((one) => this.things.has(one))) return 400;
    if (this.named(kind, attributes[NAME[kind]])) return 409;
    const version = 1 + Number(members.length > 0);
    const all = kind === 'User' ? { active: true, ...attributes } : attributes;
    this.things.set(id, { id, kind, version, attributes: all, members: new Set(members) });
    return 201;
  }

  private become(now: Thing, next: Pick<Thing, 'attributes' | 'members'>): Status {
    const joined = [...next.members].filter((id) => !now.members.has(id));
    const left = [...now.members].filter((id) => !next.members.has(id));
    if (!joined.every((id) => this.things.has(id))) return 400;
    if (joined.some((id) => this.isInside(now.id, id))) return 400;
    const other = this.named(now.kind, next.attributes[NAME[now.kind]]);
    if (other && other.id !== now.id) return 409;
    const { active: before, ...rest } = now.attributes;
    const { active: after, ...more } = next.attributes;
    const events = [
      before !== after,
      text(rest) !== text(more),
      joined.length > 0,
      left.length > 0,
    ];
    const version = now.version + events.filter(Boolean).length;
    this.things.set(now.id, { ...now, ...next, version });
    return 200;
  }

  /** Whether `id` is the thing itself, or is in it at any depth. */
  private isInside(id: string, thing: string): boolean {
    const members = this.things.get(thing)?.members ?? NO_MEMBERS;
    return id === thing || [...members].some((one) => this.isInside(id, one));
  }

  private remove({ id }: Thing): Status {
    for (const holder of this.holders(id)) {
      const members = new Set([...holder.members].filter((one) => one !== id));
      this.things.set(holder.id, { ...holder, members, version: holder.version + 1 });
    }
    this.things.delete(id);
    return 204;
  }
}

export const nameOf = ({ kind, attributes }: Thing): string => String(attributes[NAME[kind]]);

const text = (attributes: object): string => JSON.stringify(Object.entries(attributes).sort());

const replaced = (
  now: Thing,
  { attributes, members }: { readonly attributes: Attributes; readonly members: readonly string[] },
): Pick<Thing, 'attributes' | 'members'> => ({
  attributes:
    now.kind === 'User' ? { active: now.attributes['active'], ...attributes } : attributes,
  members: new Set(members),
});

const patched = (
  now: Thing,
  parts: readonly Part[],
  kindOf: (id: string) => Kind | undefined,
): Pick<Thing, 'attributes' | 'members'> => {
  let { attributes, members } = now;
  for (const part of parts)
    switch (part.kind) {
      case 'add':
        members = new Set([...members, ...part.members]);
        break;
      case 'replace':
        members = new Set(part.members);
        break;
      case 'remove':
        members = new Set([...members].filter((id) => !part.members.includes(id)));
        break;
      case 'removeType':
        members = new Set([...members].filter((id) => kindOf(id) !== part.type));
        break;
      case 'set':
        attributes = { ...attributes, ...part.set };
        break;
      case 'unset':
        attributes = Object.fromEntries(
          Object.entries(attributes).filter(([name]) => name !== part.name),
        );
    }
  return { attributes, members };
};
