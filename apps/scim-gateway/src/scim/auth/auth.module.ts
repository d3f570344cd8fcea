import { Module } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config';
import { SourceLimits } from '../../http/source-limits';
import { GatewayMetrics } from '../../metrics/gateway-metrics';
import { TenancyModule } from '../../tenancy/tenancy.module';
import { AdmissionQuestions } from './admission-questions';
import { Admissions, LIMITS } from './admissions';
import { Bearer } from './bearer';
import { RestrictionChecks } from '../pipeline/restrictions';
import { RateLimits } from './rate-limits';

@Module({
  imports: [TenancyModule],
  providers: [
    AdmissionQuestions,
    Bearer,
    { provide: RestrictionChecks, useFactory: () => new RestrictionChecks() },
    {
      provide: Admissions,
      inject: [GatewayConfig, AdmissionQuestions, GatewayMetrics],
      useFactory: (config: GatewayConfig, questions: AdmissionQuestions, metrics: GatewayMetrics) =>
        new Admissions(
          (token, withinMs) => questions.admission(token, withinMs),
          undefined,
          { ...LIMITS, graceMs: config.ADMISSION_GRACE_MS },
          {
            sources: new SourceLimits(config.UNKNOWN_TOKENS_LIMIT),
            existing: (ids) => questions.existing(ids),
            ended: (outcome) => metrics.admissionEnded(outcome),
            limited: (limit) => metrics.limited(limit),
          },
        ),
    },
    {
      provide: RateLimits,
      inject: [GatewayConfig],
      useFactory: ({ TENANT_RATE_LIMIT }: GatewayConfig) => new RateLimits(TENANT_RATE_LIMIT),
    },
  ],
  exports: [Admissions, Bearer, RateLimits, RestrictionChecks],
})
export class AuthModule {}
