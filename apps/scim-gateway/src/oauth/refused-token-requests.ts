import { Injectable } from '@nestjs/common';
import type { AccessTokenAnswer, AssertionAnswer, TenantId } from '@rollcall/contracts';
import type { FastifyRequest } from 'fastify';
import { TOKEN_ENDPOINT } from '../http/surface';
import { AnsweredRequests } from '../request-log/answered-requests';
import { publicFault, wholeFault, type KeysAway } from './assertion-grants';
import { OAuthError } from './oauth-error';

type Unsuccessful = Exclude<
  AccessTokenAnswer | AssertionAnswer | KeysAway,
  { readonly outcome: 'granted' }
>;

interface Refusal {
  readonly error: OAuthError;
  /** For the request log: the code of its text, and all that is known. */
  readonly code: string;
  readonly detail: string;
}

const WRONG = new OAuthError('invalid_client', 'The client or its secret is wrong or has ended.');
const AWAY = new OAuthError(
  'temporarily_unavailable',
  'The keys of the issuer cannot be read now. Try again; the administrator finds the reason in the request log.',
);

const explained = (answer: Unsuccessful): Refusal => {
  if (answer.outcome === 'keys-away')
    return {
      error: AWAY,
      code: 'assertion-keys',
      detail: `The keys of the issuer cannot be read: ${answer.why}.`,
    };
  // The second question has the keys, so that this is a trust which changed in between.
  if (answer.outcome === 'keys-needed')
    return {
      error: AWAY,
      code: 'assertion-keys',
      detail: 'The trusts of the client changed meanwhile; the provider may try again.',
    };
  if (answer.reason === 'assertion')
    return {
      error: new OAuthError('invalid_client', publicFault(answer.fault)),
      code: 'assertion-refused',
      detail: wholeFault(answer.fault),
    };
  const detail = `The client secret is ${answer.reason}. Enter a live one at the identity provider.`;
  return { error: WRONG, code: `token-${answer.reason}`, detail };
};

/** The error of RFC 6749 §5.2 for an answer without an access token. */
export const refusalOf = (answer: Unsuccessful): OAuthError => explained(answer).error;

/** Refused token requests of a known tenant, in its request log. */
@Injectable()
export class RefusedTokenRequests {
  constructor(private readonly requests: AnsweredRequests) {}

  add(request: FastifyRequest, answer: Unsuccessful, ms: number): void {
    const { tenantId, tokenId = '', label = '' } = answer;
    if (tenantId === undefined) return;
    const { error, code, detail } = explained(answer);
    this.requests.addTokenRequest({
      tenantId: tenantId as TenantId,
      tokenId,
      tokenLabel: label,
      path: TOKEN_ENDPOINT,
      status: error.status,
      ms: Math.round(ms),
      correlationId: request.id,
      refusal: { code, attribute: null, scimType: null, detail },
    });
  }
}
