import { Client, strictUser } from '../support/client';
import { eventually, sleep } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

/** Shorter than the 60 s of production, so that the drill is. */
export const GRACE_MS = 12_000;

/** Promise 6: known tokens are admitted for the grace; then 503 with Retry-After; never 401 for us. */
export const grace = (the: () => Stack): void =>
  describe('with Redis frozen', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
    });

    it('traffic goes on for the grace, then waits, and comes back by itself', async () => {
      const stranger = await newTenant(stack);
      const seen: { at: number; status: number; retryAfter: string | undefined }[] = [];
      let stopping = false;
      const begun = performance.now();
      const traffic = tenant.clients.map(async (client, gateway) => {
        for (let n = 0; !stopping; n += 1) {
          const at = performance.now() - begun;
          const answer = await client.post('/Users', strictUser(`g${gateway}.${n}@example.com`));
          seen.push({ at, status: answer.status, retryAfter: answer.headers['retry-after'] });
          await sleep(50);
        }
      });
      await sleep(1_000);
      stack.pause('redis');
      const frozenAt = performance.now() - begun;
      // A token that no gateway knows cannot be checked: that is no reason for a 401 either.
      const unknown = await stranger.client.get('/Users?count=0');
      expect([unknown.status, unknown.headers['retry-after']]).toEqual([503, expect.any(String)]);
      const revoke = adminOf(stack).delete(`/tenants/${stranger.id}/tokens/${stranger.tokenId}`);
      await sleep(GRACE_MS + 6_000);
      stack.resume('redis');
      const thawedAt = performance.now() - begun;
      await eventually(
        () => tenant.client.get('/Users?count=0'),
        ({ status }) => status === 200,
      );
      await sleep(1_000);
      stopping = true;
      await Promise.all(traffic);
      await revoke;
      expect(seen.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
      const during = (from: number, to: number) => seen.filter(({ at }) => at > from && at < to);
      // The grace counts from the last good answer, at most a second before the freeze.
      const graced = during(frozenAt, frozenAt + GRACE_MS - 2_000);
      expect(graced.length).toBeGreaterThan(20);
      expect(graced.filter(({ status }) => status !== 201)).toEqual([]);
      const after = during(frozenAt + GRACE_MS + 1_500, thawedAt - 1_000);
      expect(after.length).toBeGreaterThan(10);
      expect(after.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
      expect(seen.at(-1)?.status).toBe(201);
    });

    it('what is forged is refused as soon as it can be checked', async () => {
      const forged = new Client(stack.scim[0], tenant.token.replace(/.{6}$/, 'aaaaaa'));
      expect((await forged.get('/Users?count=0')).status).toBe(401);
    });
  });
