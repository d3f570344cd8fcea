import type { LoginAnswer } from '@rollcall/contracts';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { profiles, userNameKeys } from '@rollcall/protocol';
import { DirectoryConfig } from '../config/directory-config';
import { Pools } from '../database/pools';
import { SayCurrency } from '../freshness/currency.interceptor';
import { ageInSeconds, LogProofs } from '../freshness/log-proofs';
import { behind, WaitFor } from '../freshness/wait-for';
import { ListCaller, type Caller } from '../lists/caller';
import { LOGIN, ONE } from '../lists/list.queries';
import { USERS } from '../lists/resource-table';
import { SendListing, type Listing } from '../lists/listing.interceptor';
import { ResourceLists } from '../lists/resource-lists';
import { listQuestion, notFound, WholeNumber, type QueryParams } from './query-params';
import { MEANS } from './unavailable';

interface LoginRow {
  position: string | null;
  epoch: string | null;
  held: string | null;
  moved_to: string | null;
  provisioning: string | null;
  user_id: string | null;
  active: boolean | null;
}

/** `/directory/v1`: what any service of the product may ask. */
@Controller('directory/v1/tenants/:tenantId')
@UseInterceptors(SayCurrency)
export class AccessController {
  constructor(
    private readonly pools: Pools,
    private readonly wait: WaitFor,
    private readonly proofs: LogProofs,
    private readonly lists: ResourceLists,
    private readonly config: DirectoryConfig,
  ) {}

  /** May this person log in? The answer names the position that it holds for. */
  @Get('logins/:userName')
  async login(
    @Param('tenantId') tenantId: string,
    @Param('userName') userName: string,
    @Query('atLeast', new WholeNumber()) atLeast: number,
  ): Promise<LoginAnswer> {
    // Before the rows are read: what is true of them now is true of the answer.
    const proof = await this.proofs.of(tenantId);
    const values = [tenantId, userNameKeys(userName).map(({ value }) => value)];
    const row = await this.wait.until(tenantId, atLeast, async () => {
      const { rows } = await this.pools.answers.query<LoginRow>({
        name: 'login',
        text: LOGIN,
        values,
      });
      const found = rows[0] as LoginRow;
      return { position: Number(found.position ?? 0), answer: found };
    });
    if (!row) throw behind(MEANS.login);
    if (row.moved_to !== null) throw movedAway(row.moved_to);
    const position = Number(row.position ?? 0);
    const age = ageInSeconds(proof, position);
    if (age > this.config.LOGIN_MAX_AGE_SECONDS) throw tooOld(age, row);
    return {
      tenantId,
      userName,
      mayLogIn: row.active === true,
      reason: row.active === null ? 'unknown' : row.active ? 'active' : 'inactive',
      ...(row.user_id === null ? {} : { userId: row.user_id }),
      position,
      ...(row.epoch ? { epoch: row.epoch } : {}),
      provenCurrentSecondsAgo: Math.round(age),
      held: row.held !== null,
      // Null: of events that a former release read. Not to create somebody is the safe answer.
      scimManaged: position > 0 && (row.provisioning ?? 'enabled') === 'enabled',
      tenantKnown: position > 0,
    };
  }

  @Get('users/:userId')
  async user(
    @Param('tenantId') tenantId: string,
    @Param('userId') userId: string,
    @Query('atLeast', new WholeNumber()) atLeast: number,
  ): Promise<object> {
    const row = await this.wait.until(tenantId, atLeast, async () => {
      const { rows } = await this.pools.answers.query<Record<string, unknown>>(ONE, [
        tenantId,
        userId,
      ]);
      const found = rows[0] as Record<string, unknown>;
      return { position: Number(found['position'] ?? 0), answer: found };
    });
    if (!row) throw behind(MEANS.user);
    if (row['user_id'] === null) throw notFound('user');
    return {
      tenantId,
      userId,
      version: row['version'],
      active: row['active'],
      login: row['login'],
      attributes: row['attributes'],
      createdAt: row['created_at'],
      modifiedAt: row['modified_at'],
      position: Number(row['position']),
    };
  }

  /** Users by SCIM filter and page, as the full profile names attributes. */
  @Get('users')
  @UseInterceptors(SendListing)
  async users(
    @Param('tenantId') tenantId: string,
    @Query() query: QueryParams,
    @ListCaller() caller: Caller,
  ): Promise<Listing> {
    const question = { ...listQuestion(query, profiles.full), beside: true };
    const list = await this.lists.answer(tenantId, USERS, question, caller);
    if (list === undefined) throw behind(MEANS.users);
    return list;
  }
}

/** Here nobody hears of a deactivation any more: whatever the rows say is no answer. */
const movedAway = (to: string): ProblemError =>
  new ProblemError(
    410,
    'Gone',
    `This tenant moved to ${to}. Send the request to the directory of that installation.`,
    undefined,
    'tenant-moved',
  );

const tooOld = (age: number, { position, held }: LoginRow): ProblemError =>
  new ProblemError(
    503,
    'Service Unavailable',
    `The directory data of this tenant, up to position ${position ?? 0}, ` +
      (Number.isFinite(age)
        ? `was last known to be current ${Math.round(age)} s ago`
        : 'was never known to be current') +
      `${held === null ? '' : '; the tenant is held'}. ${MEANS.login}`,
    1,
  );
