import { Controller, Get, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { clientOf, noSuchTenant, ProblemError, type ClientKey } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { acceptsGzip, idOfTenant } from './snapshot-params';
import { Snapshots, type Question } from './snapshots';

interface SnapshotParams {
  readonly tenant?: string;
  readonly after?: string;
}

/** `/directory/v1/snapshot`: everything of one tenant, or of all, as lines. */
@Controller('directory/v1')
export class SnapshotController implements OnModuleDestroy {
  constructor(private readonly snapshots: Snapshots) {}

  /**
   * NDJSON, see SnapshotLine of the contracts. `tenant`: this one alone; `after`: the tenants after
   * this one, to go on after a response that was cut off. 404 for a tenant that is not there, 429
   * when there is no room.
   */
  @Get('snapshot')
  async snapshot(
    @Query() query: SnapshotParams,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const client = clientOf(request);
    const question = questionOf(query, client);
    void reply.header('cache-control', 'no-store').header('vary', 'accept-encoding');
    void reply.type('application/x-ndjson');
    // HEAD needs no transaction.
    if (request.method === 'HEAD') return void (await reply.send());
    const lines = await this.snapshots.open(client.name, question);
    if (!acceptsGzip(request.headers['accept-encoding'])) return void (await reply.send(lines));
    await reply.header('content-encoding', 'gzip').send(zipped(lines));
  }

  /** Before the server waits for responses in progress. */
  onModuleDestroy(): void {
    this.snapshots.stop();
  }
}

/** Fast: it shares the event loop's threads with everything else. */
const zipped = (lines: Readable): Readable => {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  pipeline(lines, gzip, () => undefined);
  return gzip;
};

const questionOf = ({ tenant, after }: SnapshotParams, client: ClientKey): Question => {
  const one = idOfTenant('tenant', tenant);
  const last = idOfTenant('after', after);
  if (one !== undefined && last !== undefined)
    throw new ProblemError(400, 'Bad Request', 'Send tenant or after, not both.');
  if (one !== undefined && client.tenants?.includes(one) === false) throw noSuchTenant();
  return {
    tenants: one === undefined ? (client.tenants ?? null) : [one],
    after: last ?? '',
    mustBe: one !== undefined,
  };
};
