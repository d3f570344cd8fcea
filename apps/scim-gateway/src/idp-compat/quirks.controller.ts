import { Body, Get, Patch } from '@nestjs/common';
import { dialectView, type DialectView, type TenantId } from '@rollcall/contracts';
import { quirks } from '@rollcall/protocol';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Role, Summary } from '../admin-kit/operation';
import { InitiatedBy } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { Dialects } from './dialects';
import { QuirkLedger } from './quirk-ledger';
import { ChangeDialectDto } from './quirks.dto';

/** `/admin/v1/tenants/{id}/quirks`: which leniencies a tenant's provider needs, and may use. */
@AdminController('tenants/:tenantId/quirks')
export class QuirksController {
  constructor(
    private readonly dialects: Dialects,
    private readonly ledger: QuirkLedger,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @Role('viewer')
  @Summary('Shows which quirks the identity provider needed, how often and when last.')
  @Answers(dialectView)
  show(@Tenant() { tenantId }: TenantState): Promise<DialectView> {
    return this.view(tenantId);
  }

  @Patch()
  @Role('administrator')
  @Summary('Switches quirks on and off; quirks that are not named stay.')
  @Records('DialectChosen')
  @Answers(dialectView)
  async change(
    @Tenant() { tenantId }: TenantState,
    @Body() { on = [], off = [], ...change }: ChangeDialectDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<DialectView> {
    const now = await this.dialects.read(tenantId);
    const quirksOff = new Set([...now.quirksOff, ...off].filter((name) => !on.includes(name)));
    const strictness = change.strictness ?? now.strictness;
    const data = { strictness, quirksOff: [...quirksOff].sort() };
    await this.audit.record(tenantId, { type: 'DialectChosen', data }, initiator);
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
