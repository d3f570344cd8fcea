import type { TenantId } from '@rollcall/contracts';
import { userSubject } from '@rollcall/domain';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { closeRendering, parseListQuery, profiles } from '@rollcall/protocol';
import { GatewayConfig } from '../config';
import { EventLog } from '../log/event-log';
import { History } from '../log/history';
import { Directory, DirectoryBehind } from '../users/directory';
import { isUserId } from '../users/user-id';
import { readQuery } from './read-dto';
import { knownTenant } from './tenants.controller';
import { UsersQueryDto } from './views.dto';
import type { UserHistory, UserList, UserView } from './views.routes';

interface Listed {
  readonly id: string;
  readonly userName: string;
  readonly displayName?: string;
  readonly active?: boolean;
  readonly externalId?: string;
  readonly meta: { readonly lastModified: string };
}

const MOST_HISTORY = 500;

const shown = ({ id, userName, displayName, active, externalId, meta }: Listed): UserView => ({
  id,
  userName,
  displayName: displayName ?? null,
  active: active !== false,
  externalId: externalId ?? null,
  lastModified: meta.lastModified,
});

const searching = (text: string): string => {
  const quoted = JSON.stringify(text);
  return `userName co ${quoted} or displayName co ${quoted} or externalId eq ${quoted}`;
};

/** `/admin/v1/tenants/{id}/users`: who is there, and how each came to be as they are. */
@Controller('admin/v1/tenants/:tenantId/users')
export class UserViewsController {
  constructor(
    private readonly log: EventLog,
    private readonly directory: Directory,
    private readonly history: History,
    private readonly config: GatewayConfig,
  ) {}

  @Get()
  async list(@Param('tenantId') tenantId: TenantId, @Query() query: unknown): Promise<UserList> {
    const { search, startIndex, count } = readQuery(UsersQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const asked = parseListQuery(
      {
        startIndex: String(startIndex),
        count: String(count),
        ...(search === undefined ? {} : { filter: searching(search) }),
      },
      profiles[tenant.profile],
    );
    const text = await this.directory
      .list({ tenantId, tenant }, asked, tenant.position)
      .catch(behind);
    const { totalResults, Resources = [] } = JSON.parse(text.toString()) as {
      totalResults: number;
      Resources?: readonly Listed[];
    };
    return { total: totalResults, startIndex, users: Resources.map(shown) };
  }

  /** A user that is gone has a history and no resource. */
  @Get(':id')
  async one(@Param('tenantId') tenantId: TenantId, @Param('id') id: string): Promise<UserHistory> {
    const { profile } = await knownTenant(this.log, tenantId);
    const subject = userSubject(id);
    const history = isUserId(id) ? await this.history.of(tenantId, subject, MOST_HISTORY) : [];
    if (history.length === 0)
      throw new ProblemError(404, 'Not Found', 'There is no user with this id.');
    const reading = await this.log.read(tenantId, profile, subject);
    return {
      resource: reading
        ? (JSON.parse(closeRendering(reading.rendered, this.config.scimBaseUrl, id)) as unknown)
        : null,
      version: history.at(-1)?.streamVersion ?? 0,
      history,
    };
  }
}

const behind = (reason: unknown): never => {
  if (!(reason instanceof DirectoryBehind)) throw reason;
  throw new ProblemError(503, 'Service Unavailable', 'The list is not up to date yet.', 1);
};
