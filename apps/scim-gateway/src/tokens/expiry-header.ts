import type { FastifyReply } from 'fastify';
import type { Caller } from '../scim/pipeline/caller';
import { DAY_MS, daysIn } from './days-left';

const WARNED_MS = 14 * DAY_MS;

/** A token's last days stand on every answer to it; what is left is counted on without a question. */
export const warnOfExpiry = ({ tokenEndsAt }: Caller, reply: FastifyReply): void => {
  const left = tokenEndsAt - performance.now();
  if (left < WARNED_MS) reply.header('x-rollcall-token-expires-in-days', daysIn(left));
};
