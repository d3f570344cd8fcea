import { forEach, list, row, type Row, run } from '@rollcall/testing';
import { LIMITS } from '../limits';
import { needsAllMembers, membersAfter, memberSteps, idsNamedBy } from '../members';
import { applyPatch } from '../patch/apply';
import { parsePatch } from '../patch/operation';
import { full, fullGroups } from '../profiles/full';
import { strict } from '../profiles/strict';
import { isTypedRow } from '../rows';
import {
  COUNT,
  emails,
  MEMBERS,
  MARKS,
  marks,
  NAMES,
  names,
  operations,
  patching,
  PATHS,
  refusalOf,
  refused,
  resource,
  USER,
} from './inputs.fixture';

const readUser = (body: object) => parsePatch(full, body);
const readGroup = (body: object) => parsePatch(fullGroups, body);
const some = (make: (i: number) => object) => (size: number) => operations(...list(size, make));
const read = (make: (size: number) => object) => (size: number) => readUser(make(size));
const apply = (values: number) => (parsed: ReturnType<typeof readUser>) =>
  applyPatch(full, resource(values), parsed);

const ids = (count: number) => list(count, (i) => ({ value: `${i}` }));
const added = (count: number) => readGroup(patching('members', ids(count), 'add'));
const steps = (make: (i: number) => object) => (size: number) =>
  memberSteps(readGroup(some(make)(size))).steps;

const ofUsers: readonly Row[] = [
  ...forEach('isTypedRow', LIMITS.text, PATHS, isTypedRow),
  ...forEach('parsePatch', LIMITS.text, PATHS, (path) => readUser(patching(path))),
  ...forEach('parsePatch', LIMITS.text, PATHS, (path) =>
    readUser(operations({ op: 'add', value: { [path]: 'x' } })),
  ),
  row(
    'parsePatch',
    'operations',
    LIMITS.operations,
    some((i) => ({ op: 'add', path: 'emails', value: emails(i % 3) })),
    readUser,
  ),
  row(
    'parsePatch',
    'names without a path',
    NAMES,
    (n) => operations({ op: 'add', value: names(n) }),
    readUser,
  ),
  row(
    'parsePatch',
    'names that are refused',
    LIMITS.names,
    (n) => operations({ op: 'add', value: refused(n) }),
    (body) => refusalOf(() => parsePatch(strict, body)),
  ),
  row(
    'parsePatch',
    'schemas',
    COUNT,
    (n) =>
      patching(
        'schemas',
        list(n, () => USER),
      ),
    readUser,
  ),
  row(
    'applyPatch',
    'operations on values',
    LIMITS.operations,
    read(some((i) => ({ op: 'add', path: 'emails', value: emails(i % 12) }))),
    apply(200),
  ),
  row(
    'applyPatch',
    'operations with a filter',
    LIMITS.operations / 2,
    read(
      some((i) => ({
        op: 'replace',
        path: `emails[value eq "a${i}@b.example"].display`,
        value: 'x',
      })),
    ),
    apply(200),
  ),
  row(
    'applyPatch',
    'many values of one operation',
    LIMITS.values / 2,
    read((n) => patching('emails', emails(n), 'add')),
    apply(10),
  ),
  row(
    'applyPatch',
    'removals by value',
    LIMITS.values,
    read((n) => patching('emails', emails(n), 'remove')),
    apply(100),
  ),
  row(
    'applyPatch',
    'a removal of combining marks',
    MARKS,
    read((n) => patching('emails', [{ value: marks(n) }], 'remove')),
    apply(1),
  ),
];

const ofGroups: readonly Row[] = [
  row('memberSteps', 'members', MEMBERS, added, memberSteps),
  row(
    'memberSteps',
    'removals by filter',
    LIMITS.operations,
    (n) => readGroup(some((i) => ({ op: 'remove', path: `members[value eq "${i}"]` }))(n)),
    memberSteps,
  ),
  row(
    'memberSteps',
    'addresses',
    LIMITS.text,
    (n) => readGroup(patching('members', [{ $ref: `${run(n - 1, 'a')}/` }], 'add')),
    memberSteps,
  ),
  row(
    'membersAfter',
    'steps',
    LIMITS.operations,
    steps((i) => ({ op: 'remove', path: `members[type eq "${i}"]` })),
    (all) =>
      membersAfter(
        all,
        list(10, (i) => ({ id: `${i}` })),
        () => 'User',
      ),
  ),
  row('membersAfter', 'members', MEMBERS, added, (all) =>
    membersAfter(memberSteps(all).steps, [], () => 'User'),
  ),
  row('idsNamedBy', 'members', MEMBERS, added, (all) => memberSteps(all).steps.map(idsNamedBy)),
  row(
    'needsAllMembers',
    'steps',
    LIMITS.operations,
    steps((i) => ({ op: 'add', path: 'members', value: [{ value: `${i}` }] })),
    needsAllMembers,
  ),
];

export const patchRows: readonly Row[] = [...ofUsers, ...ofGroups];
