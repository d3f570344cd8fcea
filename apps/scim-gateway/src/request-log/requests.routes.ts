import type { Route } from '../admin-kit/route';
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
} from '../admin-kit/shapes';
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
    /** What the user or the group is called now; null when it is gone, or in a live view. */
    resourceName: orNull(text),
    test: flag,
    attributes: list(text),
    quirks: list(text),
    scimType: orNull(text),
    detail: orNull(text),
    code: orNull(text),
    attribute: orNull(text),
    /** Every attribute that it was refused for, as a row of a mapping names it, and why. */
    refused: list(object({ code: text, attribute: text })),
    switchOff: flag,
    correlationId: text,
    /** How many it stands for: refusals that say the same within a second are one. */
    count: whole,
  },
  { captured: flag, userName: text, query: text, body: anything },
);
/** An entry of the request log as the admin API shows it. */
export type RequestView = Shown<typeof requestView>;

const requestPage = page({
  requests: list(requestView),
  /** Where a search ended for its time before the page was full: older ones may fit, too. */
  lookedTo: orNull(time),
});
const requestLine = { json: { anyOf: [requestView.json, object({ beat: flag }).json] } };
const switchOffList = object({
  total: whole,
  people: list(
    object({
      userId: text,
      userName: text,
      at: time,
      requestId: orNull(text),
      code: text,
      attribute: orNull(text),
    }),
  ),
});
export type SwitchOffList = Shown<typeof switchOffList>;
export const capture = object({ until: orNull(time) });

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
