import { Get, Query } from '@nestjs/common';
import { actPage, type ActView } from '@rollcall/contracts';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { PageDto } from '../admin-kit/page.dto';

/** `/admin/v1/acts`: the acts of operators, for their supervisors. */
@AdminController('acts')
export class ActsController {
  constructor(private readonly audit: OperatorAuditLog) {}

  @Get()
  @Role('operator')
  @Summary('Lists the acts of operators that are not events of a tenant, newest first.')
  @Answers(actPage)
  all(@Query() page: PageDto): Promise<{ acts: ActView[]; next: string | null }> {
    return this.audit.page(page);
  }
}
