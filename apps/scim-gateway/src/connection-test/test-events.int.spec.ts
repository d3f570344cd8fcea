import { subject, tenantId, toMessageOfText, topics } from '@rollcall/contracts';
import { ensureTopics, EventPublisher } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { createLogger } from '@rollcall/platform';
import { engines } from '@rollcall/testing';
import { getEventListeners } from 'node:events';
import { randomInt, randomUUID } from 'node:crypto';
import { TestEvents } from './test-events';

const quiet = createLogger('spec', 'silent', { write: () => undefined });
const ACME = tenantId('acme');

describe('what a test sees of the event path', () => {
  const kafka = createKafka({ brokers: engines().brokers, clientId: 'spec', log: quiet });
  const publisher = new EventPublisher(kafka);
  const topic = topics.provisioning(randomInt(1_000_000, 2_000_000));
  beforeAll(() => ensureTopics(kafka, [{ topic, partitions: 1 }], { singleNode: true }));
  afterAll(() => publisher.close());

  let stopping: AbortController;
  let events: TestEvents;
  beforeEach(() => {
    stopping = new AbortController();
  });
  afterEach(() => events.stop());
  const listen = (): void => {
    events = new TestEvents(kafka, topic, ACME, quiet, stopping.signal);
  };

  const userId = randomUUID();
  const tell = (correlationId: string) =>
    publisher.publish(topic, 0, [
      toMessageOfText({
        tenantId: ACME,
        position: 1,
        subject: subject('users', userId),
        streamVersion: 1,
        type: 'UserDeactivated',
        version: 1,
        text: JSON.stringify({ userId, login: 'l', userName: 'l' }),
        actor: 'a',
        correlationId,
        time: new Date().toISOString(),
        epoch: '1.a',
      }),
    ]);

  it('leaves nothing behind on the gateway that it ran at', async () => {
    listen();
    await events.ready();
    const seen = events.see('one', 'UserDeactivated');
    await tell('one');
    await seen;
    const unseen = expect(events.see('two', 'UserDeactivated')).rejects.toMatchObject({
      code: 'cancelled',
    });
    await events.stop();
    await unseen;
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });

  it('is broken off when the gateway stops', async () => {
    listen();
    await events.ready();
    const unseen = events.see('three', 'UserDeactivated');
    stopping.abort();
    await expect(unseen).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is broken off before the topic was read, too', async () => {
    stopping.abort();
    listen();
    await expect(events.see('four', 'UserDeactivated')).rejects.toMatchObject({
      code: 'event-stream-unreachable',
    });
  });
});
