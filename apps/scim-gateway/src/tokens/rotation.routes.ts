import { rotationView, startedRotation } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { FinishRotationDto, StartRotationDto } from './rotation.dto';

const PATH = '/admin/v1/tenants/:tenantId/rotation';

export const rotationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: PATH,
    leaves: ['TokenIssued'],
    rank: 'administrator',
    says: 'Starts a rotation: issues a second token; the old one stays valid.',
    body: StartRotationDto,
    answers: { 201: startedRotation },
    refusals: [409],
    creates: 'secret',
  },
  {
    method: 'GET',
    path: PATH,
    rank: 'viewer',
    says: 'Shows the use of both tokens and whether the old one can be revoked; safeAt is the earliest time if the old one is not used again. 404 while no rotation is running: the list of tokens shows which two are rotated.',
    answers: { 200: rotationView },
  },
  {
    method: 'DELETE',
    path: PATH,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Cancels the rotation: revokes the new token, keeps the old one.',
    answers: { 204: null },
  },
  {
    method: 'POST',
    path: `${PATH}/finish`,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Ends the rotation: revokes the old token. Refused while that is not safe, unless anyway is true.',
    body: FinishRotationDto,
    answers: { 204: null },
    refusals: [409],
  },
];
