import { strictUser } from '../support/client';
import { newTenant } from '../support/tenants';
import { audit, GOOD, load, type Drill } from './drill';

/** A directory that answers late delays what asks it, and nothing else. */
export const slowDirectory: Drill = {
  name: 'slow-directory',
  says: 'a slow directory: lists wait or are 503, writes do not notice',
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
      find(`first answer while the directory does not answer: ${order}`, order === 'write 201');
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
