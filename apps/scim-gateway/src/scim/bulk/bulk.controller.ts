import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  bulkResponse,
  LIMITS,
  parseBulk,
  planBulk,
  type BulkOperation,
  type BulkResult,
} from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { RateLimits } from '../auth/rate-limits';
import { GatewayConfig } from '../../config/gateway-config';
import type { Reading } from '../../event-log/resources/resources';
import type { Undone } from '../pipeline/caller';
import { sendAnswer } from '../pipeline/answer';
import { readMessage, rewritten } from '../pipeline/body';
import type { ScimRequest } from '../pipeline/caller';
import { conditionOfVersion } from '../pipeline/conditions';
import { ResourceTypes } from '../pipeline/resource-type';
import { BulkErrors } from './bulk-errors';
import { BulkRun } from './bulk-run';

/** An operation's data may be nested as deeply as a body of its own. */
const WITHIN = { ...LIMITS, depth: LIMITS.depth + 3 };

const undoneBy = (result: BulkResult | undefined): ReturnType<Undone> => {
  if (!result) return 'not-tried';
  const { refused: scim } = result;
  return scim && { error: scim, scim };
};

/** What one operation left, and the position of the tenant after it. */
interface Done {
  readonly reading: Reading | undefined;
  readonly position: number | undefined;
}

const changed = (reading: Reading): Done => ({ reading, position: reading.position });

/** `/scim/v2/Bulk` (RFC 7644 §3.7): each operation as if it were sent alone. */
@Controller('scim/v2/Bulk')
export class BulkController {
  constructor(
    private readonly types: ResourceTypes,
    private readonly limits: RateLimits,
    private readonly config: GatewayConfig,
    private readonly errors: BulkErrors,
  ) {}

  @Post()
  @HttpCode(200)
  async bulk(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const bulk = parseBulk(readMessage(request, WITHIN));
    const { caller } = request;
    // Before the first of them runs: of many such requests at once only one is under way.
    const more = bulk.operations.length - 1;
    if (more > 0) this.limits.take(caller.tenantId, caller.tenant.rateLimit, more);
    let position: number | undefined;
    const run = new BulkRun(
      planBulk(bulk),
      async (operation) => {
        const done = await this.perform(request, operation);
        position = Math.max(position ?? 0, done.position ?? 0);
        return done.reading;
      },
      (reason) => this.errors.of(reason, request.id),
      this.config.scimBaseUrl,
      bulk.failOnErrors,
    );
    const results = await run.run();
    if (results.length < bulk.operations.length || results.some(({ refused }) => refused))
      request.undone = (index) => undoneBy(run.outcome(index));
    sendAnswer(reply, { text: JSON.stringify(bulkResponse(results)), position });
  }

  private async perform(
    request: ScimRequest,
    { method, endpoint, id = '', version, data }: BulkOperation,
  ): Promise<Done> {
    const { caller } = request;
    const type = this.types.at(caller, endpoint);
    const condition = conditionOfVersion(version);
    const context = { caller, condition, correlationId: request.id };
    const path = method === 'POST' ? endpoint : `${endpoint}/${id}`;
    const body = method === 'DELETE' ? null : rewritten(request, { method, path, body: data });
    switch (method) {
      case 'POST':
        return changed(await type.create(context, body));
      case 'PUT':
        return changed(await type.replace(context, id, body));
      case 'PATCH':
        return changed(await type.patch(context, id, body));
      case 'DELETE':
        return { reading: undefined, position: await type.remove(context, id) };
    }
  }
}
