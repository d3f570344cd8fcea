import type { Route } from '../admin/route';
import {
  anything,
  flag,
  list,
  object,
  orNull,
  page,
  text,
  time,
  whole,
  type Shown,
} from '../admin/shapes';
import { CaptureDto, RequestsQueryDto } from './requests.dto';

const requestView = object(
  {
    id: text,
    at: time,
    method: text,
    path: text,
    status: whole,
    ms: whole,
    tokenId: text,
    tokenLabel: text,
    resourceId: orNull(text),
    test: flag,
    attributes: list(text),
    quirks: list(text),
    scimType: orNull(text),
    detail: orNull(text),
    code: orNull(text),
    attribute: orNull(text),
    correlationId: text,
  },
  { captured: flag, userName: text, query: text, body: anything },
);
/** An entry of the request log as the admin API shows it. */
export type RequestView = Shown<typeof requestView>;

const requestPage = page({ requests: list(requestView) });
const requestLine = { json: { anyOf: [requestView.json, object({ beat: flag }).json] } };
export const capture = object({ until: orNull(time) });

const TENANT = '/admin/v1/tenants/:tenantId';

export const requestsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${TENANT}/requests`,
    rank: 'viewer',
    says: 'Lists what the identity provider sent and what was answered, newest first.',
    query: RequestsQueryDto,
    answers: { 200: requestPage },
  },
  {
    method: 'GET',
    path: `${TENANT}/requests/live`,
    rank: 'viewer',
    says: 'Tells requests as they are answered, by whatever gateway.',
    answers: { 200: requestLine },
    lines: true,
  },
  {
    method: 'GET',
    path: `${TENANT}/requests/:id`,
    leaves: ['CaptureRead'],
    rank: 'viewer',
    says: 'Shows one request, and what was captured of it.',
    answers: { 200: requestView },
  },
  {
    method: 'GET',
    path: `${TENANT}/capture`,
    rank: 'viewer',
    says: 'Shows until when bodies are stored.',
    answers: { 200: capture },
  },
  {
    method: 'PUT',
    path: `${TENANT}/capture`,
    leaves: ['CaptureChosen'],
    rank: 'administrator',
    says: 'Stores bodies, without secrets, for an hour at most; 0 minutes end it.',
    body: CaptureDto,
    answers: { 200: capture },
  },
];
