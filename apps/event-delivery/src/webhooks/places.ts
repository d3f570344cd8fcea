import { Injectable } from '@nestjs/common';
import { bigints, ints, texts } from '@rollcall/platform';
import { Pools } from '../database/pools';
import type { Claim, Delivery } from './claim';
import * as sql from './dispatch.queries';
import { pauseAfter, RETRIED_FOR_MS } from './retry-schedule';

export interface EventRow {
  readonly position: string;
  readonly event: string | null;
  readonly ended_at: Date | null;
}

const columnsOf = (deliveries: readonly Delivery[]): unknown[] => [
  bigints(deliveries.map(({ from }) => from)),
  bigints(deliveries.map(({ to }) => to)),
  deliveries.map(({ at }) => at),
  ints(deliveries.map(({ ms }) => ms)),
  deliveries.map(({ status }) => status ?? null),
  deliveries.map(({ failure }) => failure ?? null),
  deliveries.map(({ excerpt }) => excerpt ?? null),
];

const keyOf = ({ endpoint, tenant_id, lease }: Claim): unknown[] => [endpoint, tenant_id, lease];

/** How far endpoints are, for who has the lease: each write says whether it is still there. */
@Injectable()
export class Places {
  constructor(private readonly pools: Pools) {}

  /** `busy`: the slots of endpoints that have less than `most`. */
  async claim(
    busy: ReadonlyMap<string, number>,
    most: number,
    howMany: number,
  ): Promise<readonly Claim[]> {
    const values = [texts([...busy.keys()]), ints([...busy.values()]), most, howMany];
    return (await this.ask<Claim>('claim', sql.CLAIM, values)).rows;
  }

  async next(claim: Claim, after: number): Promise<readonly EventRow[]> {
    const values = [claim.tenant_id, after, claim.types, claim.endpoint];
    return (await this.ask<EventRow>('next-events', sql.NEXT_EVENTS, values)).rows;
  }

  /** Events were accepted. False when the lease is gone: another process goes on from here. */
  async advance(claim: Claim, to: number, sent: readonly Delivery[]): Promise<boolean> {
    const values = [...keyOf(claim), to, ...columnsOf(sent)];
    return (await this.ask('advance', sql.ADVANCE, values)).rows.length > 0;
  }

  /** Nothing is left: the new mark when an event came meanwhile, and the lease goes on. */
  async finish(
    claim: Claim,
    to: number,
    marked: string,
    sent: readonly Delivery[],
  ): Promise<string | undefined> {
    const values = [...keyOf(claim), to, ...columnsOf(sent), marked];
    type Moved = Pick<Claim, 'marked'> & { readonly lease: string | null };
    const { rows } = await this.ask<Moved>('finish', sql.FINISH, values);
    return rows[0]?.lease === claim.lease ? rows[0].marked : undefined;
  }

  /** Lets others go first. */
  async yield(claim: Claim, to: number): Promise<void> {
    await this.pools.sending.query(sql.YIELD, [...keyOf(claim), to, ...columnsOf([])]);
  }

  /** After `failures` in a row. `isOver`: the endpoint said that it is gone for good. */
  async fail(
    claim: Claim,
    { from, ...rest }: Delivery,
    failures: number,
    isOver: boolean,
  ): Promise<void> {
    const sent = columnsOf([{ from, ...rest }]);
    const limit = isOver ? 0 : RETRIED_FOR_MS;
    const values = [...keyOf(claim), from - 1, ...sent, rest.failure, pauseAfter(failures), limit];
    await this.pools.sending.query(sql.FAIL, values);
  }

  /** The other tenants of an endpoint that answers again. */
  async wake(endpoint: string): Promise<void> {
    await this.pools.sending.query(sql.WAKE, [endpoint]);
  }

  /** A named statement is planned once for each connection: planning costs more than the rest. */
  private ask<Row extends object>(name: string, text: string, values: readonly unknown[]) {
    return this.pools.sending.query<Row>({ name, text, values: [...values] });
  }

  /** True when there may be more. */
  async prune(): Promise<boolean> {
    return ((await this.pools.sending.query(sql.PRUNE)).rowCount ?? 0) > 0;
  }
}
