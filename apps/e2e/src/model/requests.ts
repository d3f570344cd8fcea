import { PATCH_OP, USER, type Body } from '../support/client';
import type { Change, Part } from './model';
import type { Op, PatchPart, Ref } from './steps';
import { GROUP } from '../support/teams';

export const ENDPOINT = { User: '/Users', Group: '/Groups' } as const;

export type IdOf = (ref: Ref) => string;

const operationOf = (part: PatchPart, idOf: IdOf): object => {
  const values = 'members' in part ? part.members.map((ref) => ({ value: idOf(ref) })) : [];
  switch (part.kind) {
    case 'add':
    case 'replace':
      return { op: part.kind, path: 'members', value: values };
    case 'removeList':
      return { op: 'remove', path: 'members', value: values };
    case 'removeEither':
      return {
        op: 'remove',
        path: `members[${values.map(({ value }) => `value eq "${value}"`).join(' or ')}]`,
      };
    case 'removeType':
      return { op: 'remove', path: `members[type eq "${part.type}"]` };
    case 'set':
      return { op: 'replace', value: part.set };
    case 'unset':
      return { op: 'remove', path: part.name };
  }
};

/** The request of an operation, of its own or in a Bulk request. */
export const requestOf = (op: Op, idOf: IdOf): { method: string; path: string; data?: Body } => {
  const path = ENDPOINT[op.kind];
  const body = (attributes: Body, members: readonly Ref[]): Body => ({
    schemas: [op.kind === 'User' ? USER : GROUP],
    ...attributes,
    ...(op.kind === 'Group' ? { members: members.map((ref) => ({ value: idOf(ref) })) } : {}),
  });
  switch (op.do) {
    case 'create':
      return { method: 'POST', path, data: body(op.attributes, op.members) };
    case 'put':
      return {
        method: 'PUT',
        path: `${path}/${idOf(op.who)}`,
        data: body(op.attributes, op.members),
      };
    case 'patch': {
      const Operations = op.parts.map((part) => operationOf(part, idOf));
      return {
        method: 'PATCH',
        path: `${path}/${idOf(op.who)}`,
        data: { schemas: [PATCH_OP], Operations },
      };
    }
    case 'delete':
      return { method: 'DELETE', path: `${path}/${idOf(op.who)}` };
  }
};

const partOf = (part: PatchPart, idOf: IdOf): Part => {
  switch (part.kind) {
    case 'removeList':
    case 'removeEither':
      return { kind: 'remove', members: part.members.map(idOf) };
    case 'add':
    case 'replace':
      return { kind: part.kind, members: part.members.map(idOf) };
    case 'removeType':
    case 'set':
    case 'unset':
      return part;
  }
};

/** The change of an operation, in the words of the model. */
export const changeOf = (op: Op, idOf: IdOf, match: number | undefined): Change => {
  const { kind } = op;
  switch (op.do) {
    case 'create':
      return { do: 'create', kind, attributes: op.attributes, members: op.members.map(idOf) };
    case 'put':
      return {
        do: 'put',
        kind,
        id: idOf(op.who),
        match,
        attributes: op.attributes,
        members: op.members.map(idOf),
      };
    case 'patch':
      return {
        do: 'patch',
        kind,
        id: idOf(op.who),
        match,
        parts: op.parts.map((part) => partOf(part, idOf)),
      };
    case 'delete':
      return { do: 'delete', kind, id: idOf(op.who), match };
  }
};

/** The other operations that an operation refers to. */
export const needsOf = (op: Op): ReadonlySet<number> => {
  const found = new Set<number>();
  requestOf(op, (ref) => {
    if ('op' in ref) found.add(ref.op);
    return '';
  });
  return found;
};
