import { Module, type DynamicModule } from '@nestjs/common';
import { EventLoopWatch, Metrics, type Logger, type Tracing } from '@rollcall/platform';
import { ConsoleConfig } from '../config/console-config';
import { GatewayConfig } from '../config/gateway-config';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { Traces } from '../tracing/traces';
import { LOGGER, SCIM_BASE_URL, TRACES } from './tokens';

/** What a process has before its container. */
export interface Runtime {
  readonly config: GatewayConfig;
  readonly consoleConfig: ConsoleConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly loop: EventLoopWatch;
  readonly tracing: Tracing | undefined;
}

/** Configuration, the logger, metrics and traces: for every module. */
@Module({})
export class RuntimeModule {
  static with(runtime: Runtime): DynamicModule {
    const { config, consoleConfig, logger, metrics, loop, tracing } = runtime;
    const providers = [
      { provide: GatewayConfig, useValue: config },
      { provide: ConsoleConfig, useValue: consoleConfig },
      { provide: LOGGER, useValue: logger },
      { provide: Metrics, useValue: metrics },
      { provide: EventLoopWatch, useValue: loop },
      { provide: TRACES, useFactory: () => tracing && new Traces(tracing) },
      { provide: SCIM_BASE_URL, useValue: config.scimBaseUrl },
      GatewayMetrics,
    ];
    return { module: RuntimeModule, global: true, providers, exports: providers };
  }
}
