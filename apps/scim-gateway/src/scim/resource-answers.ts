import { etag, ifNoneMatchHolds, type Projection } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import type { Beside } from '../groups/beside';
import type { Reading } from '../log/event-log';
import { sendResource } from './answer';
import type { ScimRequest } from './caller';

/** Answers with one resource, and what stands beside it, in the parts that were asked for. */
export class ResourceAnswers {
  constructor(
    private readonly beside: Beside,
    private readonly baseUrl: string,
  ) {}

  async send(
    reply: FastifyReply,
    status: number,
    { caller }: ScimRequest,
    reading: Reading,
    projection: Projection | undefined,
  ): Promise<void> {
    const whole = await this.beside.with(caller, reading, projection);
    sendResource(reply, status, caller, this.baseUrl, whole, projection);
  }

  /** 200, or 304 when the asker has this version already (RFC 7644 §3.14). */
  async sendIfNew(
    reply: FastifyReply,
    request: ScimRequest,
    reading: Reading,
    projection: Projection | undefined,
  ): Promise<void> {
    const known = request.headers['if-none-match'];
    if (known !== undefined && !ifNoneMatchHolds(known, reading.version))
      return void reply.code(304).header('etag', etag(reading.version)).send();
    await this.send(reply, 200, request, reading, projection);
  }
}
