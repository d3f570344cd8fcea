import { warningList, webhookPut, webhookView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { WebhookDto } from './expiry.dto';

const TENANT = '/admin/v1/tenants/:tenantId';
const WEBHOOK = `${TENANT}/webhook`;

export const expiryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${TENANT}/warnings`,
    rank: 'viewer',
    says: 'Lists the live tokens that end within thirty days, soonest first.',
    answers: { 200: warningList },
  },
  {
    method: 'GET',
    path: WEBHOOK,
    rank: 'viewer',
    says: 'Shows the webhook for warnings and the result of the last deliveries.',
    answers: { 200: webhookView },
  },
  {
    method: 'PUT',
    path: WEBHOOK,
    leaves: ['WebhookChosen'],
    rank: 'administrator',
    says: 'Sets the webhook for warnings; only this response contains a generated secret.',
    body: WebhookDto,
    answers: { 200: webhookPut },
  },
  {
    method: 'DELETE',
    path: WEBHOOK,
    leaves: ['WebhookChosen'],
    rank: 'administrator',
    says: 'Deletes the webhook for warnings.',
    answers: { 204: null },
  },
];
