import { Client } from '../support/client';
import { eventually, sleep } from '../audit/settled';
import { issueToken, newTenant, type Tenant } from '../support/tenants';
import { audit, GOOD, load, type Drill, type DrillStack, type Run } from './drill';
import { Pulse, type Times } from './pulse';

type Ask = () => Promise<readonly number[]>;
const are = (wanted: number) => (all: readonly number[]) => all.every((one) => one === wanted);
const said = ({ count, p50, p99, longest }: Times): string =>
  `p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms of ${count} requests`;

/** A token of the tenant's, each gateway having admitted it, and how to ask all of them. */
const admitted = async (stack: DrillStack, tenant: Tenant, options: object = {}) => {
  const { id, token } = await issueToken(stack, tenant.id, options);
  const clients = stack.scim.map((base) => new Client(base, token));
  const ask: Ask = () =>
    Promise.all(clients.map(async (one) => (await one.get('/ServiceProviderConfig')).status));
  await ask();
  return { id, ask };
};

/** At the token service itself: the gateways' own way to it is cut. */
const revoke = async (stack: DrillStack, tenant: Tenant, id: string): Promise<number> => {
  const service = new Client(stack.internal.token, stack.keys.operator);
  return (await service.delete(`/internal/v1/tenants/${tenant.id}/tokens/${id}`)).status;
};

/** Promise 7 where no answer comes: what ends is refused by the gateway's own count and hearing. */
const refusedInside = async (
  { stack, find }: Run,
  tenant: Tenant,
  brief: Ask,
  revokedEarly: { id: string; ask: Ask },
): Promise<void> => {
  await revoke(stack, tenant, revokedEarly.id);
  const refused = await eventually(revokedEarly.ask, are(401), 5_000).catch(revokedEarly.ask);
  find(`revoked meanwhile, known from Kafka: ${refused.join()}`, are(401)(refused));
  const over = await eventually(brief, are(401), 6_000).catch(brief);
  await sleep(1_500);
  const still = await brief();
  find(`expired meanwhile: ${over.join()}, then ${still.join()}`, are(401)([...over, ...still]));
};

/** The gateways and the token service do not reach each other; both reach Kafka. */
export const partition: Drill = {
  name: 'partition',
  says: 'no network between gateways and token service: known tokens work, no false 401',
  act: async (run) => {
    const { stack, long, find, say } = run;
    const tenant = await newTenant(stack, 'full');
    const stranger = await newTenant(stack);
    const revokedEarly = await admitted(stack, tenant);
    const revokedLate = await admitted(stack, tenant);
    const expiresAt = new Date(Date.now() + 6_000).toISOString();
    const brief = await admitted(stack, tenant, { expiresAt });
    const writers = load(tenant.clients, 'partition', { rate: 100, groups: true });
    const pulse = new Pulse(tenant.clients);
    const begun = performance.now();
    await sleep(1_000);
    await Promise.all([revokedLate, revokedEarly, brief].map(({ ask }) => ask()));
    stack.pipes.token.cut();
    const cutAt = performance.now();
    const before = pulse.times(begun, cutAt);
    say(`before: ${said(before)}`);
    const unknown = (await stranger.client.get('/Users?count=0')).status;
    find(`a token that no gateway knows: ${unknown}`, unknown === 503);
    await refusedInside(run, tenant, brief.ask, revokedEarly);
    await sleep(cutAt + stack.graceMs / 2 - performance.now());
    const now = performance.now();
    const graced = pulse.statuses(cutAt, now);
    find(`known tokens, halfway through the grace: ${graced.join()}`, graced.join() === '200');
    say(`since the cut: ${said(pulse.times(cutAt, now))}`);
    // The first question has a second to be answered in.
    const after = pulse.times(cutAt + 2_500, now);
    // A machine that is busy with others is slow before the cut, too.
    const most = Math.max(500, 2 * before.p99);
    find(`once the gateways know: ${said(after)}`, after.p50 < 250 && after.p99 < most);
    const ledger = await writers.stop();
    if (long) {
      await sleep(stack.graceMs / 2 + 2_000);
      const late = pulse.statuses(cutAt + stack.graceMs + 500, performance.now());
      find(`known tokens, after the grace: ${late.join()}`, late.join() === '503');
    }
    stack.pause('kafka');
    try {
      const status = await revoke(stack, tenant, revokedLate.id);
      const unaware = await revokedLate.ask();
      say(`revoked, with Kafka frozen (${status}): ${unaware.join()}`);
      const healedAt = performance.now();
      stack.pipes.token.heal();
      const refused = await eventually(revokedLate.ask, are(401), 5_000).catch(revokedLate.ask);
      const ms = Math.round(performance.now() - healedAt);
      find(
        `the same token, with the network back: ${refused.join()} after ${ms} ms`,
        are(401)(refused) && ms < 2_000,
      );
    } finally {
      stack.pipes.token.heal();
      stack.resume('kafka');
    }
    const everybody = [...tenant.clients, stranger.client];
    const healed = await eventually(
      () => Promise.all(everybody.map(async (one) => (await one.get('/Users?count=0')).status)),
      are(200),
    );
    find(`all other tokens: ${healed.join()}`, true);
    await pulse.stop();
    const strays = pulse.statuses(begun, Infinity).filter((one) => one !== 200 && one !== 503);
    find(`a good token, from beginning to end: ${strays.join() || '200 or 503'}`, !strays.length);
    await audit(run, tenant, ledger, GOOD);
  },
};
