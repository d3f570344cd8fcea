import { POSITION } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';

/** A ListResponse as text, and the position of its tenant that it holds for. */
export interface Listing {
  readonly text: string;
  readonly position: number;
}

export const sendListing = (reply: FastifyReply, { text, position }: Listing): void =>
  void reply.header('content-type', 'application/scim+json').header(POSITION, position).send(text);
