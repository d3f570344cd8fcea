import { Injectable, Inject } from '@nestjs/common';
import { ifMatchHolds, ifNoneMatchHolds, type Projection } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { MembershipAttributes } from './memberships';
import type { Reading } from '../../event-log/resources/resources';
import { nameVersion, sendResource } from '../pipeline/answer';
import type { ScimRequest } from '../pipeline/caller';
import { VersionDiffers } from '../pipeline/append-command';
import { SCIM_BASE_URL } from '../../runtime/tokens';

/** Answers with one resource and its memberships, reduced to the requested attributes. */
@Injectable()
export class ResourceAnswers {
  constructor(
    private readonly memberships: MembershipAttributes,
    @Inject(SCIM_BASE_URL) private readonly baseUrl: string,
  ) {}

  async send(
    reply: FastifyReply,
    status: number,
    { caller }: ScimRequest,
    reading: Reading,
    projection: Projection | undefined,
  ): Promise<void> {
    const whole = await this.memberships.with(caller, reading, projection);
    sendResource(reply, status, caller, this.baseUrl, whole, projection);
  }

  /**
   * 200, or 304 when the client has this version already (RFC 7644 §3.14). Rejects with
   * VersionDiffers when If-Match wants another one (RFC 9110 §13.1.1).
   */
  async sendIfNew(
    reply: FastifyReply,
    request: ScimRequest,
    reading: Reading,
    projection: Projection | undefined,
  ): Promise<void> {
    const { 'if-match': wanted, 'if-none-match': known } = request.headers;
    if (wanted !== undefined && !ifMatchHolds(wanted, reading.version))
      throw new VersionDiffers(reading.version);
    if (known !== undefined && !ifNoneMatchHolds(known, reading.version)) {
      nameVersion(reply, this.baseUrl, reading);
      return void reply.code(304).send();
    }
    await this.send(reply, 200, request, reading, projection);
  }
}
