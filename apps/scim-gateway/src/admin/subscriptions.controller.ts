import { Delete, Get, HttpCode, Param } from '@nestjs/common';
import { subscriptionList, type SubscriptionList } from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Refuses, Role, Summary } from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { InitiatedBy } from '../admin-kit/parameters';
import { problem } from '../http/problem';
import { DeliveryService } from './delivery-service';

type Listed = SubscriptionList['subscriptions'];

/** `/admin/v1/subscriptions`: which services follow the events, and how far each is. */
@AdminController('subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get()
  @Role('operator')
  @Summary('Lists the subscriptions to the events, the longest delay first.')
  @Answers(subscriptionList)
  @Refuses(503)
  async all(): Promise<SubscriptionList> {
    if (!this.delivery.isConfigured) return { isConfigured: false, subscriptions: [] };
    const { subscriptions } = await this.delivery.ask<{ subscriptions: Listed }>(
      'GET',
      '/subscriptions',
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
    if (!this.delivery.isConfigured) throw noSuchSubscription();
    const path = `/subscriptions/${encodeURIComponent(name)}`;
    const { kind } = await this.delivery.ask<Listed[number]>('GET', path);
    // It is deleted as an endpoint of webhooks.
    if (kind === 'webhook') throw noSuchSubscription();
    await this.audit.record({ type: 'SubscriptionDeleted', data: { name } }, initiator);
    await this.delivery.ask<void>('DELETE', path);
  }
}

const noSuchSubscription = () => problem(404, 'There is no subscription of this name.');
