import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HELD, POSITION, PROVEN_SECONDS_AGO } from '@rollcall/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { ageInSeconds, LogProofs } from './log-proofs';

/**
 * Says of every answer about a tenant its position, how old it may be, and whether the tenant is
 * held. Of a list that is a text SendListing says the position.
 */
@Injectable()
export class SayCurrency implements NestInterceptor {
  constructor(private readonly proofs: LogProofs) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { tenantId = '' } = http.getRequest<FastifyRequest>().params as { tenantId?: string };
    const reply = http.getResponse<FastifyReply>();
    // Before the rows are read: what is true of them now is true of the answer.
    const proof = await this.proofs.of(tenantId);
    return next.handle().pipe(
      tap((answer: unknown) => {
        const { position } = (answer ?? {}) as { position?: unknown };
        if (typeof position === 'number') void reply.header(POSITION, position);
        const age = Math.round(ageInSeconds(proof, Number(reply.getHeader(POSITION))));
        // Without the header nothing is known of the age.
        if (Number.isFinite(age)) void reply.header(PROVEN_SECONDS_AGO, age);
        void reply.header(HELD, String(this.proofs.isHeld(tenantId)));
      }),
    );
  }
}
