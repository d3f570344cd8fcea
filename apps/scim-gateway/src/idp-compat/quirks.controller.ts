import type { DialectView, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { quirks } from '@rollcall/protocol';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { AuditLog } from '../admin-kit/audit-log';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { Dialects } from './dialects';
import { QuirkLedger } from './quirk-ledger';
import { ChangeDialectDto } from './quirks.dto';

/** `/admin/v1/tenants/{id}/quirks`: which leniencies a tenant's provider needs, and may use. */
@Controller('admin/v1/tenants/:tenantId/quirks')
export class QuirksController {
  constructor(
    private readonly dialects: Dialects,
    private readonly ledger: QuirkLedger,
    private readonly log: EventLog,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  async show(@Param('tenantId') tenantId: TenantId): Promise<DialectView> {
    await knownTenant(this.log, tenantId);
    return this.view(tenantId);
  }

  @Patch()
  @HttpCode(200)
  async change(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<DialectView> {
    const { on = [], off = [], ...wish } = readDto(ChangeDialectDto, request.body);
    await knownTenant(this.log, tenantId);
    const now = await this.dialects.read(tenantId);
    const quirksOff = new Set([...now.quirksOff, ...off].filter((name) => !on.includes(name)));
    const strictness = wish.strictness ?? now.strictness;
    const data = { strictness, quirksOff: [...quirksOff].sort() };
    await this.audit.record(tenantId, { type: 'DialectChosen', data }, initiatorOf(request));
    await this.dialects.put(tenantId, { strictness, quirksOff });
    return this.view(tenantId);
  }

  private async view(tenantId: TenantId): Promise<DialectView> {
    const [{ strictness, quirksOff }, counts] = await Promise.all([
      this.dialects.read(tenantId),
      this.ledger.of(tenantId),
    ]);
    return {
      strictness,
      quirks: quirks.map(({ name, provider, summary }) => {
        const counted = counts.find(({ quirk }) => quirk === name);
        return {
          name,
          provider,
          says: summary,
          on: !quirksOff.has(name),
          count: counted?.count ?? 0,
          lastAt: counted?.lastAt ?? null,
        };
      }),
    };
  }
}
