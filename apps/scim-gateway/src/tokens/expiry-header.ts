import type { FastifyReply } from 'fastify';
import type { Caller } from '../scim/pipeline/caller';
import { DAY_MS, daysIn } from './days-left';

const WARNED_MS = 14 * DAY_MS;

/**
 * In a token's last days every answer has the header; the remaining time is counted down locally.
 */
export const warnOfExpiry = ({ tokenEndsAt }: Caller, reply: FastifyReply): void => {
  const left = tokenEndsAt - performance.now();
  if (left < WARNED_MS) reply.header('x-rollcall-token-expires-in-days', daysIn(left));
};
