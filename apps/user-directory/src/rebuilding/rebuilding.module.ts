import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import { DatabaseModule } from '../database/database.module';
import { Pools } from '../database/pools';
import { ServiceModule } from '../service/service.module';
import { RUN_PROGRESS } from './rebuild.queries';

interface Progress {
  readonly events: string;
  readonly read: string;
}

/** Any directory shows the rebuild that runs next to it: the figures are in the database. */
@Module({ imports: [ServiceModule, DatabaseModule] })
export class RebuildingModule implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly pools: Pools,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.gauge(
      'rollcall_rebuild_events',
      'Events of a rebuild: read so far, and in the topic at its beginning. No series without one.',
      ['of'],
      async (gauge) => {
        // Without a rebuild there is no such table.
        const found = await this.pools.answers.query<Progress>(RUN_PROGRESS).catch(() => undefined);
        gauge.reset();
        const [row] = found?.rows ?? [];
        if (!row) return;
        gauge.set({ of: 'read' }, Number(row.read));
        gauge.set({ of: 'topic' }, Number(row.events));
      },
    );
  }
}
