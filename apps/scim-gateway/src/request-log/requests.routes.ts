import { capture, requestLine, requestPage, requestView, switchOffList } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { CaptureDto, RequestsQueryDto } from './requests.dto';

const TENANT = '/admin/v1/tenants/:tenantId';

export const requestsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${TENANT}/requests`,
    rank: 'viewer',
    says: 'Lists the requests of the identity provider with their responses, newest first. With user, status (404 or 4xx), correlationId or outcome=accepted a page may end early, at lookedTo; next continues from there.',
    query: RequestsQueryDto,
    answers: { 200: requestPage },
  },
  {
    method: 'GET',
    path: `${TENANT}/requests/live`,
    rank: 'viewer',
    says: 'Streams requests as any gateway answers them.',
    answers: { 200: requestLine },
    lines: true,
  },
  {
    method: 'GET',
    path: `${TENANT}/requests/:id`,
    leaves: ['CaptureRead'],
    rank: 'viewer',
    says: 'Shows one request and its captured bodies.',
    answers: { 200: requestView },
  },
  {
    method: 'GET',
    path: `${TENANT}/switch-offs`,
    rank: 'viewer',
    says: 'Lists users who are still active although a request of the last day tried to deactivate them and was refused.',
    answers: { 200: switchOffList },
  },
  {
    method: 'GET',
    path: `${TENANT}/capture`,
    rank: 'viewer',
    says: 'Shows until when bodies are captured.',
    answers: { 200: capture },
  },
  {
    method: 'PUT',
    path: `${TENANT}/capture`,
    leaves: ['CaptureChosen'],
    rank: 'administrator',
    says: 'Captures bodies, without secrets, for at most an hour; 0 minutes ends the capture.',
    body: CaptureDto,
    answers: { 200: capture },
  },
];
