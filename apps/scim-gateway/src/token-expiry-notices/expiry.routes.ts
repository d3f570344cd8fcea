import type { Route } from '../admin-kit/route';
import { list, object, orNull, text, time, whole, type Shown } from '../admin-kit/shapes';
import { WebhookDto } from './expiry.dto';

const warningList = object({
  warnings: list(object({ tokenId: text, label: text, expiresAt: time, daysLeft: whole })),
});
export type WarningList = Shown<typeof warningList>;

const about = {
  url: text,
  changedAt: time,
  deliveredAt: orNull(time),
  failure: orNull(text),
};
const webhookView = object(about);
export type WebhookView = Shown<typeof webhookView>;
const webhookPut = object({ ...about, secret: orNull(text) });
export type WebhookPut = Shown<typeof webhookPut>;

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
    says: 'Shows where warnings are sent, and how that went.',
    answers: { 200: webhookView },
  },
  {
    method: 'PUT',
    path: WEBHOOK,
    leaves: ['WebhookChosen'],
    rank: 'administrator',
    says: 'Sends warnings to this URL; a secret that was made is seen in this answer alone.',
    body: WebhookDto,
    answers: { 200: webhookPut },
  },
  {
    method: 'DELETE',
    path: WEBHOOK,
    leaves: ['WebhookChosen'],
    rank: 'administrator',
    says: 'Sends no more warnings.',
    answers: { 204: null },
  },
];
