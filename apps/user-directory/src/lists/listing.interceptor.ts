import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { PAGE_MARKS, POSITION, type PageMarks } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A ListResponse as text, and the position of its tenant that it holds for. */
export interface Listing {
  readonly text: string;
  readonly position: number;
  /** Where the neighbours of a page by cursor begin. */
  readonly marks?: PageMarks;
}

/** Sends a listing as the text that the database made; the rest of it goes into headers. */
export class SendListing implements NestInterceptor<Listing, string> {
  intercept(context: ExecutionContext, next: CallHandler<Listing>): Observable<string> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ text, position, marks }) => {
        void reply.header('content-type', 'application/scim+json').header(POSITION, position);
        if (marks) void reply.header(PAGE_MARKS, JSON.stringify(marks));
        return text;
      }),
    );
  }
}
