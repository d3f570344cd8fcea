import { topics } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { admit, eventually, issue, revoke, Serving, untilReady } from '../fixtures/serving.fixture';

/** The name of an installation in the source of credential events, as in those of the event log. */

let serving: Serving;
beforeEach(async () => {
  serving = await Serving.on(2);
}, 30_000);
afterEach(() => serving.end(), 30_000);

/** `ce_source` and `ce_type` of each message, as any client of Kafka sees them. */
const sources = async (messages: number): Promise<readonly string[]> => {
  const found: string[] = [];
  const consumer = serving.kafka.consumer({ groupId: `spec-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({
    topics: [topics.credentials(serving.generation)],
    fromBeginning: true,
  });
  await consumer.run({
    eachMessage: async ({ message: { headers = {} } }) => {
      found.push(`${headers['ce_source']} ${headers['ce_type']}`);
    },
  });
  await eventually(async () => found.length >= messages);
  await consumer.disconnect();
  return found;
};

it('is there when it is set, and a restore reads events with and without it', async () => {
  const former = await serving.start();
  await untilReady(former);
  const { id, token } = (await issue(former, 'acme')).body;
  await eventually(async () => (await serving.facts()).length === 1);
  await serving.stop();

  const named = await serving.start({ INSTALLATION: 'https://eu.example.com' });
  await untilReady(named);
  await revoke(named, 'acme', id);
  expect(await sources(2)).toEqual([
    '/tenants/acme rollcall.TokenIssued.v1',
    'https://eu.example.com/tenants/acme rollcall.TokenRevoked.v1',
  ]);

  await serving.redis.flushDb();
  await eventually(async () => {
    const { status, body } = await admit(named, token);
    return status === 200 && body.outcome !== 'admitted' && body.reason === 'revoked';
  });
}, 60_000);
