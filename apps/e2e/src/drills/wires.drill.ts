import { Client, strictUser } from '../client';
import { eventually, sleep } from '../settled';
import { adminOf, issueToken, newTenant } from '../tenants';
import { audit, GOOD, load, type Drill } from './drill';

/** The gateways and the token service do not hear each other; both hear Kafka. */
export const partition: Drill = {
  name: 'partition',
  says: 'the wire between gateways and token service cut: known tokens go on, never a 401 of ours',
  act: async (run) => {
    const { stack, long, find } = run;
    const tenant = await newTenant(stack, 'full');
    const stranger = await newTenant(stack);
    const leaver = await issueToken(stack, tenant.id);
    const clients = stack.scim.map((base) => new Client(base, leaver.token));
    const statuses = (all: readonly Client[]): Promise<number[]> =>
      Promise.all(all.map(async (client) => (await client.get('/Users?count=0')).status));
    const writers = load(tenant.clients, 'partition', { rate: 100, groups: true });
    await sleep(1_000);
    await statuses(clients);
    stack.pipes.token.cut();
    const unknown = await statuses([stranger.client]);
    find(`a token that no gateway knows: ${unknown.join()}`, unknown.join() === '503');
    await sleep(stack.graceMs / 2);
    const graced = await statuses(clients);
    find(
      `known tokens, half the grace on: ${graced.join()}`,
      graced.every((one) => one === 200),
    );
    const ledger = await writers.stop();
    if (long) {
      await sleep(stack.graceMs / 2 + 2_000);
      const late = await statuses(tenant.clients);
      find(
        `known tokens, past the grace: ${late.join()}`,
        late.every((one) => one === 503),
      );
    }
    stack.pipes.token.heal();
    const healed = await eventually(
      () => statuses([...tenant.clients, stranger.client]),
      (all) => all.every((one) => one === 200),
    );
    find(`everybody, after the wire is whole: ${healed.join()}`, true);
    await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${leaver.id}`);
    await sleep(1_000);
    const revoked = await statuses(clients);
    find(
      `revoked, a second later: ${revoked.join()}`,
      revoked.every((one) => one === 401),
    );
    await audit(run, tenant, ledger, GOOD);
  },
};

/** A directory that answers late delays what asks it, and nothing else. */
export const slowDirectory: Drill = {
  name: 'slow-directory',
  says: 'a directory that takes its time: lists wait or say 503, writes do not notice',
  act: async (run) => {
    const { stack, long, find } = run;
    const tenant = await newTenant(stack);
    stack.pipes.directory.slow(800);
    try {
      const writers = load(tenant.clients, 'slow');
      const statuses = new Set<number>();
      const end = performance.now() + (long ? 30_000 : 5_000);
      while (performance.now() < end)
        statuses.add((await tenant.client.get('/Users?count=5')).status);
      stack.pipes.directory.cut();
      const list = tenant.client.get('/Users?count=5').then(({ status }) => `list ${status}`);
      const write = tenant.client
        .post('/Users', strictUser('slow@example.com'))
        .then(({ status }) => `write ${status}`);
      const order = await Promise.race([list, write]);
      find(`answered first while it says nothing at all: ${order}`, order === 'write 201');
      find(`the list, at its deadline: ${await list}`, (await list) === 'list 503');
      stack.pipes.directory.heal();
      find(
        `lists: ${[...statuses].join()}`,
        [...statuses].every((one) => [200, 503].includes(one)),
      );
      const ledger = await writers.stop();
      await audit(
        run,
        tenant,
        { ...ledger, attempted: ledger.attempted.add('provision:slow@example.com') },
        GOOD,
      );
    } finally {
      stack.pipes.directory.heal();
      stack.pipes.directory.slow(0);
    }
  },
};
