import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { discovery, discoveryFilterRefused, ScimError, type Discovery } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../../config/gateway-config';
import { sendText } from '../pipeline/answer';
import type { ScimRequest } from '../pipeline/caller';
import { profileOf } from '../pipeline/profile';

/** What this tenant's server does (RFC 7644 §4). Paging and sorting are ignored, a filter is 403. */
@Controller('scim/v2')
export class DiscoveryController {
  constructor(private readonly config: GatewayConfig) {}

  @Get('ServiceProviderConfig')
  serviceProviderConfig(@Req() request: ScimRequest, @Res() reply: FastifyReply): void {
    sendDocument(reply, this.of(request).serviceProviderConfig);
  }

  @Get('Schemas')
  schemas(@Req() request: ScimRequest, @Res() reply: FastifyReply): void {
    sendText(reply, 200, list(this.of(request).schemas));
  }

  @Get('Schemas/:id')
  schema(@Req() request: ScimRequest, @Res() reply: FastifyReply, @Param('id') id: string): void {
    const { schemas, ownSchemas } = this.of(request);
    sendDocument(reply, one([...schemas, ...ownSchemas], id));
  }

  @Get('ResourceTypes')
  resourceTypes(@Req() request: ScimRequest, @Res() reply: FastifyReply): void {
    sendText(reply, 200, list(this.of(request).resourceTypes));
  }

  @Get('ResourceTypes/:id')
  resourceType(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): void {
    sendDocument(reply, one(this.of(request).resourceTypes, id));
  }

  private of(request: ScimRequest): Discovery {
    if (request.query['filter'] !== undefined) throw discoveryFilterRefused();
    const { scimBaseUrl, BODY_LIMIT } = this.config;
    return discovery(profileOf(request.caller), scimBaseUrl, BODY_LIMIT);
  }
}

type Document = Discovery['schemas'][number];

const list = (documents: readonly Document[]): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: documents.length,
    startIndex: 1,
    itemsPerPage: documents.length,
    Resources: documents,
  });

const one = (documents: readonly Document[], id: string): Document => {
  // RFC 7643 §2.1, §8.7.2: URNs of schemas and names of types are the same in any case.
  const wanted = id.toLowerCase();
  const found = documents.find((document) => String(document['id']).toLowerCase() === wanted);
  if (!found) throw new ScimError(404, 'There is no document with this id for this organisation.');
  return found;
};

const sendDocument = (reply: FastifyReply, document: Document): void => {
  const { location } = document['meta'] as { readonly location: string };
  reply.header('content-location', location);
  sendText(reply, 200, JSON.stringify(document));
};
