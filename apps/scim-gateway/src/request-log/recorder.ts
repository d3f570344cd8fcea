import { Injectable } from '@nestjs/common';
import { TEST_USER_DOMAIN, type TenantId } from '@rollcall/contracts';
import { isTestUser, userSubject } from '@rollcall/domain';
import type { FastifyReply } from 'fastify';
import { NotAdmitted } from '../scim/auth/admissions';
import type { ScimRequest } from '../scim/pipeline/caller';
import { Captures } from './captures';
import type { Captured, RequestEntry } from './entry';
import { explain } from './explanation';
import { attributeNames, isResourceId, shownPath } from './names';
import type { RefusedSwitchOff } from './refused-switch-off';
import { queryWithoutSecrets, withoutSecrets } from './without-secrets';

const MOST_CAPTURED = 65_536;

/** What the token endpoint says of a request that it refused. */
export type RefusedTokenRequest = Pick<
  RequestEntry,
  'tenantId' | 'tokenId' | 'tokenLabel' | 'path' | 'status' | 'ms' | 'correlationId' | 'refusal'
>;

type LoggedRequest = Partial<ScimRequest> & Pick<ScimRequest, 'method' | 'url' | 'id'>;
/**
 * The tenant and token of a request; a forged token has none: the request is counted, not
 * attributed.
 */
const refusedOf = ({
  refused,
}: LoggedRequest): (NotAdmitted & { tenantId: string }) | undefined => {
  const error = refused?.error;
  return error instanceof NotAdmitted && error.tenantId !== undefined
    ? (error as NotAdmitted & { tenantId: string })
    : undefined;
};

const resourceIdOf = (request: LoggedRequest, reply: FastifyReply): string | null => {
  const id = (request.params as { id?: unknown } | undefined)?.id;
  if (typeof id === 'string') return isResourceId(id) ? id : null;
  const location = request.method === 'POST' ? reply.getHeader('location') : undefined;
  if (typeof location !== 'string') return null;
  const made = location.slice(location.lastIndexOf('/') + 1);
  return isResourceId(made) ? made : null;
};

const PREFIX = '/scim/v2'.length;

/** The route with the id in it, where that is the whole path; the rest is looked at part by part. */
const pathOf = ({ url, query, routeOptions }: LoggedRequest, resourceId: string | null): string => {
  const route = routeOptions?.url;
  if (route === undefined || url.includes('?')) return shownPath(url, query ?? {});
  if (!route.includes(':')) return route.slice(PREFIX);
  return resourceId !== null && route.endsWith('/:id')
    ? `${route.slice(PREFIX, -3)}${resourceId}`
    : shownPath(url, {});
};

const isTest = ({ query, sent }: LoggedRequest, resourceId: string | null): boolean => {
  if (resourceId !== null) return isTestUser(userSubject(resourceId));
  if (query?.['filter'] !== undefined) return query['filter'].includes(`@${TEST_USER_DOMAIN}"`);
  const userName = (sent as { userName?: unknown } | null | undefined)?.userName;
  return typeof userName === 'string' && userName.endsWith(`@${TEST_USER_DOMAIN}`);
};

/** Makes the entry of a request that was answered. Costs a few microseconds: it runs for each one. */
@Injectable()
export class Recorder {
  private seq = Math.floor(Math.random() * 2 ** 31);

  constructor(private readonly captures: Captures) {}

  /** Undefined when the request can be attributed to no tenant. `switchOff`: it was to be one. */
  entry(request: LoggedRequest, reply: FastifyReply, switchOff = false): RequestEntry | undefined {
    const { caller, sent, refused } = request;
    const outsider = caller ? undefined : refusedOf(request);
    const tenantId = caller?.tenantId ?? (outsider?.tenantId as TenantId | undefined);
    if (tenantId === undefined) return undefined;
    const resourceId = resourceIdOf(request, reply);
    this.seq = (this.seq + 1) % 2 ** 31;
    return {
      // Each member by itself: to spread the object costs as much as all the rest.
      tenantId,
      tokenId: caller?.tokenId ?? outsider?.tokenId ?? '',
      tokenLabel: caller?.tokenLabel ?? '',
      admitted: caller !== undefined,
      at: Date.now(),
      seq: this.seq,
      method: request.method,
      path: pathOf(request, resourceId),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      resourceId,
      test: isTest(request, resourceId),
      attributes: sent === undefined || isSearch(request) ? NONE : attributeNames(sent),
      quirks: request.quirks ?? NONE,
      refusal: refused ? (switchOff ? { ...explain(refused), switchOff } : explain(refused)) : null,
      correlationId: request.id,
      captured: this.captures.on(tenantId) ? captured(request) : null,
      count: 1,
    };
  }

  ofTokenRequest(refused: RefusedTokenRequest): RequestEntry {
    this.seq = (this.seq + 1) % 2 ** 31;
    return {
      ...refused,
      admitted: false,
      at: Date.now(),
      seq: this.seq,
      method: 'POST',
      resourceId: null,
      test: false,
      attributes: NONE,
      quirks: NONE,
      captured: null,
      count: 1,
    };
  }

  /** A separate entry for an operation of a Bulk request that would have switched a user off. */
  ofOperation(whole: RequestEntry, off: RefusedSwitchOff): RequestEntry {
    this.seq = (this.seq + 1) % 2 ** 31;
    const { userId, method, status, refusal, body } = off;
    return {
      ...whole,
      seq: this.seq,
      method,
      path: `/Users/${userId}`,
      status,
      resourceId: userId,
      attributes: attributeNames(body),
      refusal,
      captured: null,
    };
  }
}

const NONE: readonly string[] = [];

/** A question in a body: it writes nothing. */
const isSearch = ({ url }: LoggedRequest): boolean => url.endsWith('/.search');

/** The body without secrets. A body that is no JSON may contain one anywhere: it is left out. */
const captured = ({ url, query, sent, body }: LoggedRequest): Captured => {
  const keep = sent !== undefined && (body?.length ?? 0) <= MOST_CAPTURED;
  return {
    ...(url.includes('?') ? { query: queryWithoutSecrets(query ?? {}) } : {}),
    ...(keep ? { body: withoutSecrets(sent) } : {}),
  };
};
