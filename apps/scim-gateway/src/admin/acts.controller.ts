import { Controller, Get, Query } from '@nestjs/common';
import type { ActView } from '@rollcall/contracts';
import { PageDto } from '../admin-kit/page.dto';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { readQuery } from '../admin-kit/read-dto';

/** `/admin/v1/acts`: what operators did, for those who watch them. */
@Controller('admin/v1/acts')
export class ActsController {
  constructor(private readonly audit: OperatorAuditLog) {}

  @Get()
  all(@Query() query: object): Promise<{ acts: ActView[]; next: string | null }> {
    return this.audit.page(readQuery(PageDto, query));
  }
}
