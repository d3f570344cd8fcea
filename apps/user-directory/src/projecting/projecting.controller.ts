import { ENDS_LOGIN, type EventType } from '@rollcall/contracts';
import {
  Body,
  Catch,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  UseFilters,
  type ExceptionFilter,
} from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { readTopic, traced, type EventBatch, type ReadTopicOptions } from '@rollcall/subscriber';
import { ProblemError } from '@rollcall/platform';
import { throwError, type Observable } from 'rxjs';
import { Pools } from '../database/pools';
import { KafkaClient } from '../service/kafka-client';
import { HELD, HOLDS, LET_GO } from './holds.queries';
import { ProjectionMetrics } from './projection-metrics';
import { Projector, type Redriving } from './projector';
import { Statistics } from './statistics';

/** The pattern of the handler; `main` maps the topic's generation to it. */
export const PROVISIONING = 'provisioning';

/** Events after which no sample may contain the person. */
const ERASED: readonly EventType[] = ['UserErased', 'TenantErased', 'MovedTenantErased'];
const erases = ({ events }: EventBatch): boolean =>
  events.some((one) => 'event' in one && ERASED.includes(one.event.type as EventType));

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
    private readonly pools: Pools,
    private readonly client: KafkaClient,
    private readonly metrics: ProjectionMetrics,
    private readonly statistics: Statistics,
  ) {}

  @EventPattern(PROVISIONING)
  @UseFilters(Rethrow)
  async project(@Payload() batch: EventBatch): Promise<void> {
    const events = batch.events.flatMap((one) => ('event' in one ? [one.event] : []));
    await traced('project', events, () => this.take(batch));
    for (const { type, time } of events) if (ENDS_LOGIN.has(type)) this.metrics.deactivated(time);
  }

  @Get('internal/v1/holds')
  async holds(): Promise<readonly object[]> {
    const { rows } = await this.pools.answers.query<{ tenant_id: string; held: string }>(HOLDS);
    return rows.map((row) => ({ tenantId: row.tenant_id, reason: row.held }));
  }

  @Post('internal/v1/tenants/:tenantId/redrive')
  @HttpCode(200)
  async redrive(
    @Param('tenantId') tenantId: string,
    @Body() body?: { passOver?: unknown },
  ): Promise<object> {
    const { rows } = await this.pools.answers.query<{
      held_partition: number;
      held_offset: string;
    }>(HELD, [tenantId]);
    const [held] = rows;
    if (!held) throw new ProblemError(404, 'Not Found', 'This tenant is not held.');
    const { held_partition: partition, held_offset: offset } = held;
    const redriving = { tenantId, passOver: body?.passOver === true };
    // From the beginning when that does not help: what is missing may stand before the hold, and
    // another generation of the topic has other offsets.
    for (const from of [new Map([[partition, offset]]), new Map<number, string>()]) {
      const part = from.size === 0 ? {} : { partitions: [partition] };
      // The hold stays until the end, so that a re-drive that dies keeps its place.
      await this.replay(redriving, { from, ...part });
      await this.pools.answers.query(LET_GO, [tenantId]);
      // What came between the last look and the letting go was passed over by the live reader.
      await this.replay(redriving, { from, ...part });
      if (!(await this.isHeld(tenantId))) return { tenantId, redriven: true };
    }
    throw new ProblemError(
      409,
      'Conflict',
      'The tenant is held again: see its log line for the reason.',
    );
  }

  private replay(
    redriving: Redriving,
    place: Pick<ReadTopicOptions, 'from' | 'partitions'>,
  ): Promise<void> {
    return readTopic({
      ...place,
      kafka: this.client.kafka,
      topic: this.client.topic,
      onBatch: (batch) => this.take(batch, redriving),
    });
  }

  private async take(batch: EventBatch, redriving?: Redriving): Promise<void> {
    await this.projector.project(batch, redriving);
    if (erases(batch)) this.statistics.due();
  }

  private async isHeld(tenantId: string): Promise<boolean> {
    const { rowCount } = await this.pools.answers.query(HELD, [tenantId]);
    return rowCount !== 0;
  }
}
