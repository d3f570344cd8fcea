import fc from 'fast-check';
import type { Attributes, Kind } from './model';

/**
 * Whom a step means: the n-th user or group that was ever created, also when it is deleted, or
 * none; in a Bulk request also the resource that operation `op` creates.
 */
export type Ref = { readonly user: number } | { readonly group: number } | { readonly op: number };

export type PatchPart =
  | {
      readonly kind: 'add' | 'replace' | 'removeList' | 'removeEither';
      readonly members: readonly Ref[];
    }
  | { readonly kind: 'removeType'; readonly type: Kind }
  | { readonly kind: 'set'; readonly set: Attributes }
  | { readonly kind: 'unset'; readonly name: string };

type Match = 'none' | 'right' | 'stale';

/** One change, as it stands in a request of its own or in a Bulk request. */
export type Op =
  | {
      readonly do: 'create';
      readonly kind: Kind;
      readonly attributes: Attributes;
      readonly members: readonly Ref[];
    }
  | {
      readonly do: 'put';
      readonly kind: Kind;
      readonly who: Ref;
      readonly match: Match;
      readonly attributes: Attributes;
      readonly members: readonly Ref[];
    }
  | {
      readonly do: 'patch';
      readonly kind: Kind;
      readonly who: Ref;
      readonly match: Match;
      readonly parts: readonly PatchPart[];
    }
  | { readonly do: 'delete'; readonly kind: Kind; readonly who: Ref; readonly match: Match };

export type Step =
  | { readonly do: 'change'; readonly op: Op }
  | { readonly do: 'bulk'; readonly ops: readonly Op[]; readonly failOnErrors: number | undefined }
  | { readonly do: 'read'; readonly kind: Kind; readonly who: Ref; readonly bare: boolean }
  | {
      readonly do: 'find';
      readonly by: 'name' | 'sw' | 'externalId' | 'membership' | 'bracket';
      readonly kind: Kind;
      readonly name: string;
      readonly externalId: string;
      readonly who: Ref;
      readonly bare: boolean;
    }
  | {
      readonly do: 'walk';
      readonly kind: Kind;
      readonly count: number;
      readonly sorted: boolean;
      readonly between: readonly Op[];
    };

const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  User: ['a@x.test', 'A@X.TEST', 'b@x.test', 'c@x.test', 'd@x.test', 'e@x.test', 'f@x.test'],
  Group: ['Team', 'TEAM', 'Crew', 'Staff', 'Board', 'Guests'],
};
const externalId = fc.constantFrom('e1', 'e2', 'E1');
const n = fc.nat({ max: 4 });
const user: fc.Arbitrary<Ref> = fc.record({ user: n });
const group: fc.Arbitrary<Ref> = fc.record({ group: n });
const op: fc.Arbitrary<Ref> = fc.record({ op: fc.nat({ max: 6 }) });

/** `inBulk`: whether references to other operations are among the refs. */
const opsOf = (inBulk: boolean): fc.Arbitrary<Op> => {
  const or = (ref: fc.Arbitrary<Ref>) =>
    inBulk ? fc.oneof({ weight: 2, arbitrary: ref }, op) : ref;
  const who = (kind: Kind) => or(kind === 'User' ? user : group);
  const members = fc.uniqueArray(or(fc.oneof(user, group)), {
    maxLength: 3,
    selector: (ref) => JSON.stringify(ref),
  });
  const name = (kind: Kind) => fc.constantFrom(...NAMES[kind]);
  const userBody = fc.record(
    {
      userName: name('User'),
      displayName: fc.constantFrom('One', 'Two'),
      active: fc.boolean(),
      externalId,
    },
    { requiredKeys: ['userName', 'displayName'] },
  );
  const groupBody = fc.record(
    { displayName: name('Group'), externalId },
    { requiredKeys: ['displayName'] },
  );
  const match = fc.constantFrom<Match>('none', 'none', 'none', 'right', 'stale');
  const some = fc.array(or(fc.oneof(user, group)), {
    minLength: 1,
    maxLength: 3,
  });
  const groupPart: fc.Arbitrary<PatchPart> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), members: some }) },
    fc.record({
      kind: fc.constantFrom('removeList' as const, 'removeEither' as const),
      members: some,
    }),
    fc.record({ kind: fc.constant('replace' as const), members }),
    fc.record({
      kind: fc.constant('removeType' as const),
      type: fc.constantFrom<Kind>('User', 'Group'),
    }),
    fc.record({
      kind: fc.constant('set' as const),
      set: fc.record({ displayName: name('Group'), externalId }, { requiredKeys: [] }),
    }),
    fc.constant({ kind: 'unset' as const, name: 'externalId' }),
  );
  const userPart: fc.Arbitrary<PatchPart> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('set' as const),
        set: fc.record(
          {
            userName: name('User'),
            displayName: fc.constantFrom('One', 'Two'),
            active: fc.boolean(),
            externalId,
          },
          { requiredKeys: [] },
        ),
      }),
    },
    fc.constant({ kind: 'unset' as const, name: 'externalId' }),
  );
  const patch = (kind: Kind, part: fc.Arbitrary<PatchPart>): fc.Arbitrary<Op> =>
    fc.record({
      do: fc.constant('patch' as const),
      kind: fc.constant(kind),
      who: who(kind),
      match,
      parts: fc.array(part, { minLength: 1, maxLength: 3 }),
    });
  const none = fc.constant<readonly Ref[]>([]);
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        kind: fc.constant<Kind>('User'),
        attributes: userBody,
        members: none,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        kind: fc.constant<Kind>('Group'),
        attributes: groupBody,
        members,
      }),
    },
    fc.record({
      do: fc.constant('put' as const),
      kind: fc.constant<Kind>('User'),
      who: who('User'),
      match,
      attributes: userBody,
      members: none,
    }),
    fc.record({
      do: fc.constant('put' as const),
      kind: fc.constant<Kind>('Group'),
      who: who('Group'),
      match,
      attributes: groupBody,
      members,
    }),
    { weight: 2, arbitrary: patch('User', userPart) },
    { weight: 4, arbitrary: patch('Group', groupPart) },
    fc.constantFrom<Kind>('User', 'Group').chain((kind) =>
      fc.record({
        do: fc.constant('delete' as const),
        kind: fc.constant(kind),
        who: who(kind),
        match,
      }),
    ),
  );
};

const kind = fc.constantFrom<Kind>('User', 'Group');
const single = opsOf(false);
/** A walk shows no resource that was created after it began. */
const newcomer = single.filter((one) => one.do === 'create');

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('change' as const), op: single }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('bulk' as const),
      ops: fc.array(opsOf(true), { minLength: 2, maxLength: 7 }),
      failOnErrors: fc.constantFrom(undefined, undefined, undefined, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: kind.chain((one) =>
      fc.record({
        do: fc.constant('read' as const),
        kind: fc.constant(one),
        who: one === 'User' ? user : group,
        bare: fc.boolean(),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: kind.chain((one) =>
      fc.record({
        do: fc.constant('find' as const),
        by: fc.constantFrom(
          'name' as const,
          'sw' as const,
          'externalId' as const,
          'membership' as const,
          'bracket' as const,
        ),
        kind: fc.constant(one),
        name: fc.constantFrom(...NAMES[one]),
        externalId,
        who: one === 'User' ? group : fc.oneof(user, group),
        bare: fc.boolean(),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('walk' as const),
      kind,
      count: fc.integer({ min: 1, max: 2 }),
      sorted: fc.boolean(),
      between: fc.array(fc.oneof(newcomer, single), { minLength: 1, maxLength: 6 }),
    }),
  },
);
