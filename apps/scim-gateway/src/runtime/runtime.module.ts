import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Metrics, type Logger, type Tracing } from '@rollcall/platform';
import { GatewayConfig } from '../config/gateway-config';
import { Traces } from '../tracing/traces';

export const LOGGER = Symbol('logger');
/** Traces, or null when nothing is traced. */
export const TRACES = Symbol('traces');

export interface RuntimeParts {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing?: Tracing | undefined;
}

/** What main.ts makes before there is a container: configuration, logger, metrics, tracing. */
@Global()
@Module({})
export class RuntimeModule {
  static with({ config, logger, metrics, tracing }: RuntimeParts): DynamicModule {
    const providers = [
      { provide: GatewayConfig, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: Metrics, useValue: metrics },
      { provide: TRACES, useValue: tracing ? new Traces(tracing) : null },
    ];
    return { module: RuntimeModule, providers, exports: providers };
  }
}
