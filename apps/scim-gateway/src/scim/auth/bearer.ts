import { Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { TenantState } from '../../event-log/port/event-log';
import type { Caller, ScimRequest } from '../pipeline/caller';
import { NotAdmitted, Admissions, type Admitted } from './admissions';
import { TenantSettings } from '../../tenancy/tenant-settings';

const BEARER = /^bearer +([^ ]+) *$/i;

/** The token of an Authorization header; undefined for another scheme or none. */
export const bearerToken = (header: string | undefined): string | undefined =>
  header?.startsWith('Bearer ') && !header.includes(' ', 7)
    ? header.slice(7)
    : BEARER.exec(header ?? '')?.[1];

/** Gives a request its caller. Synchronous while both answers are fresh: nearly always. */
@Injectable()
export class Bearer {
  constructor(
    private readonly admissions: Admissions,
    private readonly settings: TenantSettings,
  ) {}

  /** A promise when it had to ask another service; rejects with NotAdmitted or AdmissionUnavailable. */
  check(request: ScimRequest): Promise<void> | undefined {
    const token = bearerToken(request.headers.authorization);
    if (!token) return Promise.reject(new NotAdmitted('missing'));
    const admitted = this.admissions.fresh(token);
    const tenant = admitted && this.settings.fresh(admitted.tenantId as TenantId);
    if (!admitted || !tenant) return this.ask(request, token);
    request.caller = callerOf(admitted, tenant, request);
    return undefined;
  }

  private async ask(request: ScimRequest, token: string): Promise<void> {
    const admitted: Admitted = await this.admissions.admit(token, request.ip);
    const tenantId = admitted.tenantId as TenantId;
    const tenant = await this.settings.get(tenantId);
    // The tenant is erased or never existed: no request log shows the request.
    if (!tenant) throw new NotAdmitted('unknown');
    request.caller = callerOf(admitted, tenant, request);
  }
}

const callerOf = (
  { tokenId, label, credentialEndsAt, restrictions }: Admitted,
  tenant: TenantState,
  { raw }: ScimRequest,
): Caller => ({
  tenantId: tenant.tenantId,
  tokenId,
  tokenLabel: label,
  tokenEndsAt: credentialEndsAt,
  restrictions,
  tenant,
  socket: raw.socket,
});
