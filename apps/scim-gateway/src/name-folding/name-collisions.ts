import { Injectable, Inject } from '@nestjs/common';
import type { NamesPage, NameView, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { groupNameKeys, newestOf, refusedIn, says } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { cursorOf, partsOf } from '../admin-kit/cursor';
import { KEYS } from '../scim/names/claims';
import * as sql from './refolding.queries';
import { WATCH_POOL } from '../database/pools';

/** Claims looked at for one page, whether they are in it or not. */
const LOOKED_AT = 500;

interface Row {
  readonly kind: Claim['kind'];
  readonly value: string;
  readonly subject: string;
  readonly name: string;
}

const MEETS =
  'another resource has the same name under the current folding; rename or delete one of the two';
const idOf = (subject: string): string => subject.slice(subject.indexOf('/') + 1);
const keyOf = ({ kind, value }: Pick<Row, 'kind' | 'value'>): string => `${kind}\n${value}`;

/** What a name of the former folding meets: itself by the newest, or what a refused one looks like. */
const otherOf = ({ kind, value, name }: Row): string | undefined => {
  const keys = KEYS[kind](value);
  if (keys.length > 1) return newestOf(keys);
  return keys[0].folding === 1 ? newestOf(groupNameKeys(name)) : undefined;
};

/** Names from before the newest folding that it refuses, or takes for somebody else's. */
@Injectable()
export class NameCollisions {
  constructor(@Inject(WATCH_POOL) private readonly pool: Pool) {}

  async page(tenantId: TenantId, after: string | undefined): Promise<NamesPage> {
    const from = after === undefined ? ['', ''] : partsOf(after, 2);
    const values = [tenantId, ...from, LOOKED_AT];
    const { rows } = await this.pool.query<Row>(sql.FORMER_OF_TENANT, values);
    const others = await this.named(tenantId, rows);
    const last = rows.length === LOOKED_AT ? rows.at(-1) : undefined;
    return {
      names: rows.flatMap((row) =>
        view(row, others.get(keyOf({ ...row, value: otherOf(row) ?? '' }))),
      ),
      next: last ? cursorOf(last.kind, last.value) : null,
    };
  }

  private async named(tenantId: TenantId, rows: readonly Row[]): Promise<ReadonlyMap<string, Row>> {
    const wanted = rows.flatMap((row) => {
      const value = otherOf(row);
      return value === undefined ? [] : [{ kind: row.kind, value }];
    });
    const columns = [wanted.map(({ kind }) => kind), wanted.map(({ value }) => value)];
    const { rows: found } = await this.pool.query<Row>(sql.NAMED, [tenantId, ...columns]);
    return new Map(found.map((row) => [keyOf(row), row]));
  }
}

const view = (row: Row, other: Row | undefined): readonly NameView[] => {
  const { kind, subject, name, value } = row;
  const isOther = other !== undefined && other.subject !== subject;
  const meets = isOther ? { meetsId: idOf(other.subject), meetsName: other.name } : NO_OTHER;
  const refused = kind === 'userName' ? refusedIn(name) : undefined;
  const of = { kind, id: idOf(subject), name };
  if (refused) return [{ ...of, says: says(refused), ...meets }];
  return KEYS[kind](value).length > 1 && isOther ? [{ ...of, says: MEETS, ...meets }] : [];
};

const NO_OTHER = { meetsId: null, meetsName: null };
