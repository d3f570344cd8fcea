import { Delete, Get, HttpCode, Inject, Param } from '@nestjs/common';
import { subscriptionList, type SubscriptionList } from '@rollcall/contracts';
import { NeighbourUnavailable, type InternalClient } from '@rollcall/platform';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Refuses, Role, Summary } from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { InitiatedBy } from '../admin-kit/parameters';
import { problem } from '../http/problem';
import { DELIVERY } from '../neighbours/neighbours';

const PATH = '/internal/v1/subscriptions';

/** `/admin/v1/subscriptions`: which services follow the events, and how far each is. */
@AdminController('subscriptions')
export class SubscriptionsController {
  constructor(
    @Inject(DELIVERY) private readonly delivery: InternalClient | undefined,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get()
  @Role('operator')
  @Summary('Lists the subscriptions to the events, the longest delay first.')
  @Answers(subscriptionList)
  @Refuses(503)
  async all(): Promise<SubscriptionList> {
    const { delivery } = this;
    if (delivery === undefined) return { isConfigured: false, subscriptions: [] };
    const { subscriptions } = await answered(() =>
      delivery.json<Pick<SubscriptionList, 'subscriptions'>>('GET', PATH),
    );
    return { isConfigured: true, subscriptions };
  }

  @Delete(':name')
  @HttpCode(204)
  @Role('operator')
  @Summary('Deletes a subscription that is no longer used.')
  @Records('SubscriptionDeleted')
  @Refuses(503)
  async delete(@Param('name') name: string, @InitiatedBy() initiator: Initiator): Promise<void> {
    const { delivery } = this;
    if (delivery === undefined) throw noSuchSubscription();
    await this.audit.record({ type: 'SubscriptionDeleted', data: { name } }, initiator);
    const { status } = await answered(() =>
      delivery.raw('DELETE', `${PATH}/${encodeURIComponent(name)}`),
    );
    if (status !== 204) throw noSuchSubscription();
  }
}

const noSuchSubscription = () => problem(404, 'There is no subscription of this name.');

const answered = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (reason) {
    if (!(reason instanceof NeighbourUnavailable)) throw reason;
    throw problem(503, 'event-delivery did not answer. Try again.', { retryAfterSeconds: 1 });
  }
};
