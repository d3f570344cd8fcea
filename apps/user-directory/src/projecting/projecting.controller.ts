import { topics } from '@rollcall/contracts';
import {
  Catch,
  Controller,
  HttpCode,
  Param,
  Post,
  UseFilters,
  type ExceptionFilter,
} from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { readTopic, type EventBatch, type Kafka } from '@rollcall/messaging';
import { ProblemError } from '@rollcall/platform';
import { Pool } from 'pg';
import { throwError, type Observable } from 'rxjs';
import { DirectoryConfig } from '../config';
import { DirectoryMetrics } from '../directory-metrics';
import { Projector } from './projector';

/** The pattern of the handler; `main` maps the topic's generation to it. */
export const PROVISIONING = 'provisioning';

/** Events after which somebody may not log in any more. */
const GONE: ReadonlySet<string> = new Set(['UserDeactivated', 'UserDeprovisioned']);

/** For Nest to inject: the client of Kafka. */
export abstract class KafkaClient {
  abstract readonly kafka: Kafka;
}

const HELD = `SELECT held_partition, held_offset FROM checkpoints WHERE tenant_id = $1 AND held IS NOT NULL`;
const LET_GO = `
UPDATE checkpoints SET held = NULL, held_partition = NULL, held_offset = NULL WHERE tenant_id = $1`;

/** Nest's own filter would tell the consumer "Internal server error"; the log wants the reason. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(reason: unknown): Observable<never> {
    return throwError(() => reason);
  }
}

/** Batches of the topic go into the projector; a held tenant is read again from where it stopped. */
@Controller()
export class ProjectingController {
  constructor(
    private readonly projector: Projector,
    private readonly pool: Pool,
    private readonly client: KafkaClient,
    private readonly config: DirectoryConfig,
    private readonly metrics: DirectoryMetrics,
  ) {}

  @EventPattern(PROVISIONING)
  @UseFilters(Rethrow)
  async project(@Payload() batch: EventBatch): Promise<void> {
    await this.projector.project(batch);
    for (const one of batch.events)
      if ('event' in one && GONE.has(one.event.type)) this.metrics.deactivated(one.event.time);
  }

  @Post('internal/v1/tenants/:tenantId/redrive')
  @HttpCode(200)
  async redrive(@Param('tenantId') tenantId: string): Promise<object> {
    const { rows } = await this.pool.query<{ held_partition: number; held_offset: string }>(HELD, [
      tenantId,
    ]);
    const [held] = rows;
    if (!held) throw new ProblemError(404, 'Not Found', 'This tenant is not held.');
    const { held_partition: partition, held_offset: offset } = held;
    const replay = (): Promise<void> =>
      readTopic({
        kafka: this.client.kafka,
        topic: topics.provisioning(this.config.TOPIC_GENERATION),
        partitions: [partition],
        from: new Map([[partition, offset]]),
        onBatch: (batch) => this.projector.project(batch, tenantId),
      });
    // The hold stays until the end, so that a re-drive that dies keeps its place.
    await replay();
    await this.pool.query(LET_GO, [tenantId]);
    // What came between the last look and the letting go was passed over by the live reader.
    await replay();
    if (await this.isHeld(tenantId))
      throw new ProblemError(409, 'Conflict', 'The tenant is held again: its log line says why.');
    return { tenantId, redriven: true };
  }

  private async isHeld(tenantId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(HELD, [tenantId]);
    return rowCount !== 0;
  }
}
