import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ProblemError, type InternalCaller } from '@rollcall/platform';
import { Storing } from '../storing/storing';

/** Who may ask what below /internal. */
export const INTERNAL_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'GET /internal/v1/holds': ['operator'],
  'POST /internal/v1/tenants/:tenantId/redrive': ['operator'],
  'POST /internal/v1/tenants/:tenantId/rebuild': ['operator'],
  'GET /internal/v1/subscriptions': ['operator'],
  'GET /internal/v1/subscriptions/:name': ['operator'],
  'DELETE /internal/v1/subscriptions/:name': ['operator'],
};

/** What operators ask of a replica about the tenants of its partitions. */
@Controller('internal/v1')
export class HoldsController {
  constructor(private readonly storing: Storing) {}

  @Get('holds')
  holds(): readonly object[] {
    return this.storing.held().map(({ tenantId, reason }) => ({ tenantId, reason }));
  }

  @Post('tenants/:tenantId/redrive')
  @HttpCode(202)
  redrive(@Param('tenantId') tenantId: string): object {
    if (!this.storing.redrive(tenantId))
      throw new ProblemError(404, 'Not Found', 'This tenant is not held at this replica.');
    return { tenantId, redriven: true };
  }

  /** Answers when everything of the tenant that was published until now is stored again. */
  @Post('tenants/:tenantId/rebuild')
  @HttpCode(200)
  async rebuild(@Param('tenantId') tenantId: string): Promise<object> {
    await this.storing.rebuild(tenantId).catch((reason: unknown) => {
      throw new ProblemError(409, 'Conflict', (reason as Error).message);
    });
    return { tenantId, rebuilt: true };
  }
}
