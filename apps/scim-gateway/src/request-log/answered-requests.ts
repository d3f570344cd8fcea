import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../config/gateway-config';
import type { ScimRequest } from '../scim/pipeline/caller';
import { entryId, type RequestEntry } from './entry';
import { Live } from './live';
import { Recorder, type RefusedTokenRequest } from './recorder';
import { refusedSwitchOffs } from './refused-switch-off';
import { RequestLog } from './request-log';
import { SwitchOffs } from './switch-offs';
import { UsedNetworks } from './used-networks';

/** Notes a request under /scim after its answer. */
@Injectable()
export class AnsweredRequests {
  constructor(
    private readonly config: GatewayConfig,
    private readonly recorder: Recorder,
    private readonly requests: RequestLog,
    private readonly live: Live,
    private readonly switchOffs: SwitchOffs,
    private readonly networks: UsedNetworks,
  ) {}

  /** `source`: the caller's address. */
  add(request: ScimRequest, reply: FastifyReply, source: string): void {
    this.noteNetwork(request, reply.statusCode, source);
    const offs = refusedSwitchOffs(request, reply.statusCode);
    const isOne = offs[0]?.isOperation === false;
    const entry = this.config.REQUEST_LOG ? this.recorder.entry(request, reply, isOne) : undefined;
    const id = entry ? this.log(entry) : null;
    for (const off of offs) {
      const own = entry && off.isOperation ? this.recorder.ofOperation(entry, off) : undefined;
      this.switchOffs.add(request.caller.tenantId, off, own ? this.log(own, false) : id);
    }
  }

  /** A request that its constraints refused, or came too often, is no use of a credential. */
  private noteNetwork(request: Partial<ScimRequest>, status: number, source: string): void {
    const { caller } = request;
    if (!caller || !this.config.REQUEST_LOG || status === 403 || status === 429) return;
    this.networks.add(caller.tokenId, source);
  }

  /** A refused request to the token endpoint: no use of a token, and without a body in the log. */
  addTokenRequest(refused: RefusedTokenRequest): void {
    if (this.config.REQUEST_LOG) this.log(this.recorder.ofTokenRequest(refused), false);
  }

  /** The id of the entry; null when the request was counted in another one. */
  private log(entry: RequestEntry, isUse = true): string | null {
    if (!this.requests.add(entry, isUse)) return null;
    this.live.add(entry);
    return entryId(entry.at, entry.seq);
  }
}
