import type { Route } from '../admin-kit/route';
import { flag, object, oneOf, orNull, text, time, whole, type Shown } from '../admin-kit/shapes';
import { FinishRotationDto, StartRotationDto } from './rotation.dto';

const side = object({ id: text, label: text, requests: whole, lastUsedAt: orNull(time) });
const about = {
  old: side,
  new: side,
  startedAt: time,
  overlapUntil: orNull(time),
  safeToRevoke: flag,
  reason: oneOf('new-not-seen', 'old-still-used', 'safe'),
  /** When the old token can go if nothing more comes with it; null unless it was used too lately. */
  safeAt: orNull(time),
};

const rotationView = object(about);
export type RotationView = Shown<typeof rotationView>;
const startedRotation = object({ ...about, id: text, token: text, expiresAt: time });
export type StartedRotation = Shown<typeof startedRotation>;

const PATH = '/admin/v1/tenants/:tenantId/rotation';

export const rotationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: PATH,
    leaves: ['TokenIssued'],
    rank: 'administrator',
    says: 'Makes a second token beside one that shall go; both are alive.',
    body: StartRotationDto,
    answers: { 201: startedRotation },
    refusals: [409],
    creates: 'secret',
  },
  {
    method: 'GET',
    path: PATH,
    rank: 'viewer',
    says: 'Shows what uses each of the two, and whether the old one can go; safeAt says when, if nothing more comes with it. 404 while none is running: the list of tokens says which two are rotated.',
    answers: { 200: rotationView },
  },
  {
    method: 'DELETE',
    path: PATH,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Cancels: the new token is revoked, the old one stays.',
    answers: { 204: null },
  },
  {
    method: 'POST',
    path: `${PATH}/finish`,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Revokes the old token. Refused while that is not safe, unless anyway is true.',
    body: FinishRotationDto,
    answers: { 204: null },
    refusals: [409],
  },
];
