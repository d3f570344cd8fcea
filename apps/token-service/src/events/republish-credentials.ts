import type { CredentialsTopic } from './credentials-topic';

/**
 * Publishes the credentials of one topic to another, without the tokens of erased tenants: of those
 * only the erasure goes over. Events merge, so that an attempt that failed is repeated from its
 * beginning.
 */
export const republishCredentials = async (
  from: CredentialsTopic,
  to: CredentialsTopic,
): Promise<{ readonly published: number; readonly left: number }> => {
  const erased = new Set<string>();
  await from.read(async (events) => {
    for (const { type, tenantId } of events) if (type === 'TokensErased') erased.add(tenantId);
  });
  let published = 0;
  let left = 0;
  await from.read(async (events) => {
    const kept = events.filter((one) => one.type === 'TokensErased' || !erased.has(one.tenantId));
    left += events.length - kept.length;
    published += kept.length;
    if (kept.length > 0) await to.publish(kept);
  });
  return { published, left };
};
