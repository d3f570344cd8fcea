import type { TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { quirks } from '@rollcall/protocol';
import { IsArray, IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { IfGiven } from '../admin/admin.dto';
import { readDto } from '../admin/read-dto';
import { knownTenant } from '../admin/tenants.controller';
import { EventLog } from '../log/event-log';
import { Dialects } from './dialects';
import { QuirkLedger } from './quirk-ledger';

const NAMES = quirks.map(({ name }) => name);

export class ChangeDialectDto {
  @IfGiven() @IsIn(['tolerant', 'interop']) strictness?: 'tolerant' | 'interop';
  /** Names of quirks to switch on and off; what is not named stays. */
  @IfGiven() @IsArray() @IsIn(NAMES, { each: true }) on?: string[];
  @IfGiven() @IsArray() @IsIn(NAMES, { each: true }) off?: string[];
}

export interface DialectView {
  readonly strictness: string;
  readonly quirks: readonly {
    readonly name: string;
    readonly provider: string;
    readonly says: string;
    readonly on: boolean;
    /** Requests that needed it. */
    readonly count: number;
    readonly lastAt: string | null;
  }[];
}

/** `/admin/v1/tenants/{id}/quirks`: which leniencies a tenant's provider needs, and may use. */
@Controller('admin/v1/tenants/:tenantId/quirks')
export class QuirksController {
  constructor(
    private readonly dialects: Dialects,
    private readonly ledger: QuirkLedger,
    private readonly log: EventLog,
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
    @Req() request: FastifyRequest,
  ): Promise<DialectView> {
    const { strictness, on = [], off = [] } = readDto(ChangeDialectDto, request.body);
    await knownTenant(this.log, tenantId);
    const now = await this.dialects.read(tenantId);
    const quirksOff = new Set([...now.quirksOff, ...off].filter((name) => !on.includes(name)));
    await this.dialects.put(tenantId, { strictness: strictness ?? now.strictness, quirksOff });
    return this.view(tenantId);
  }

  private async view(tenantId: TenantId): Promise<DialectView> {
    const [{ strictness, quirksOff }, counts] = await Promise.all([
      this.dialects.read(tenantId),
      this.ledger.of(tenantId),
    ]);
    return {
      strictness,
      quirks: quirks.map(({ name, provider, says }) => {
        const counted = counts.find(({ quirk }) => quirk === name);
        return {
          ...{ name, provider, says },
          on: !quirksOff.has(name),
          count: counted?.count ?? 0,
          lastAt: counted?.lastAt ?? null,
        };
      }),
    };
  }
}
