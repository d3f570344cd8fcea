import { topics, type ReadEvent } from '@rollcall/contracts';
import { dropTopic, ensureTopics, EventPublisher, topicReaders } from '@rollcall/messaging';
import { createKafka, readTopic, subscribe, topicOffsets } from '@rollcall/subscriber';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filter, idOf, strictUser, totalOf } from '../support/client';
import { root } from '../support/source-tree';
import type { KafkaUser, Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

/** A script of the product as built, with these variables alone; ended when it says `enough`. */
const script = (
  file: string,
  env: Readonly<Record<string, string>>,
  enough?: RegExp,
): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, file)], {
      env: { PATH: process.env['PATH'] ?? '', DEVELOPMENT: 'true', ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (enough?.test(said)) child.kill('SIGKILL');
      });
    child.on('close', (code) => resolve({ code, said }));
  });

export const secure = (the: () => Stack): void =>
  describe('engines behind TLS, client certificates and a password', () => {
    let stack: Stack;
    beforeAll(() => (stack = the()));
    const without = (...names: string[]) =>
      Object.fromEntries(Object.entries(stack.reach).filter(([name]) => !names.includes(name)));
    const migrate = (env: Readonly<Record<string, string>>) =>
      script('apps/scim-gateway/dist/commands/migrate.js', env);
    const makeTopics = (env: Readonly<Record<string, string>>, enough?: RegExp) =>
      script('apps/scim-gateway/dist/commands/topics.js', env, enough);

    it('are reached at addresses that say so', () => {
      expect(stack.reach).toMatchObject({
        DATABASE_URL: expect.stringMatching(/sslmode=verify-full$/),
        REDIS_URL: expect.stringMatching(/^rediss:/),
        KAFKA_TLS: 'true',
      });
      expect(stack.reach['KAFKA_BROKERS']).not.toBe(stack.brokers.join(','));
    });

    it('serve the whole way: a token, a user, its event, the directory', async () => {
      const { client } = await newTenant(stack);
      const id = idOf(await client.post('/Users', strictUser('tls@example.com')));
      const list = await client.get(filter('displayName sw "Name"'));
      expect([list.status, totalOf(list)]).toEqual([200, 1]);
      expect((await client.delete(`/Users/${id}`)).status).toBe(204);
    });

    it('Postgres is not believed by who was not given its authority', async () => {
      expect((await migrate(stack.reach)).code).toBe(0);
      const { code, said } = await migrate(without('NODE_EXTRA_CA_CERTS'));
      expect(code).toBe(1);
      expect(said).toMatch(/self-signed certificate/);
    });

    // It would try for half a minute, as it would with a broker that restarts: it is cut short.
    it('nor Kafka', async () => {
      expect((await makeTopics(stack.reach)).code).toBe(0);
      const { code, said } = await makeTopics(
        without('NODE_EXTRA_CA_CERTS'),
        /self-signed certificate/,
      );
      expect(said).toMatch(/self-signed certificate/);
      expect(code).toBeNull();
    });

    it('Postgres refuses a client without a certificate', async () => {
      const url = new URL(stack.reach['DATABASE_URL'] as string);
      for (const name of ['sslcert', 'sslkey']) url.searchParams.delete(name);
      const { code, said } = await migrate({ ...stack.reach, DATABASE_URL: url.href });
      expect(code).toBe(1);
      expect(said).toMatch(/terminated|ECONNRESET|certificate required|handshake failure/);
    });

    it('Kafka neither', async () => {
      const refusal = /certificate required|bad certificate|handshake failure|ECONNRESET/i;
      const { code, said } = await makeTopics(
        without('KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'),
        refusal,
      );
      expect(said).toMatch(refusal);
      expect(code).toBeNull();
    });

    it('Kafka refuses a wrong password', async () => {
      const { code, said } = await makeTopics({ ...stack.reach, KAFKA_PASSWORD: 'another' });
      expect(code).toBe(1);
      expect(said).toMatch(/SASL/);
      expect(said).not.toContain('another');
    });

    describe('Kafka lets each user do what it needs', () => {
      const GENERATION = 900;
      const TOPICS = {
        provisioning: topics.provisioning(GENERATION),
        credentials: topics.credentials(GENERATION),
        'dead letters': topics.deadLetters(),
      };
      type Topic = keyof typeof TOPICS;
      const MAY: Readonly<Record<KafkaUser, { write: Topic[]; read: Topic[] }>> = {
        gateway: { write: ['provisioning'], read: ['provisioning', 'credentials'] },
        directory: { write: [], read: ['provisioning'] },
        token: { write: ['credentials'], read: ['credentials'] },
        subscriber: { write: ['dead letters'], read: ['provisioning'] },
        delivery: { write: ['dead letters'], read: ['provisioning'] },
        operator: { write: [], read: [] },
      };
      const USERS = Object.keys(MAY) as KafkaUser[];
      const NAMES = Object.keys(TOPICS) as Topic[];
      const REFUSED = /authori[sz]|There is no topic/i;

      /** How a process reaches Kafka as a user; this one was not started with the authority. */
      const optionsOf = (user: KafkaUser) => {
        const env = { ...stack.reach, ...stack.kafkaUsers?.[user] };
        const file = (name: string): string => readFileSync(env[name] as string, 'utf8');
        return {
          brokers: [env['KAFKA_BROKERS'] as string],
          ssl: {
            ca: [file('NODE_EXTRA_CA_CERTS')],
            cert: file('KAFKA_TLS_CERT_FILE'),
            key: file('KAFKA_TLS_KEY_FILE'),
          },
          sasl: {
            mechanism: 'scram-sha-512' as const,
            username: env['KAFKA_USERNAME'] as string,
            password: env['KAFKA_PASSWORD'] as string,
          },
        };
      };
      const as = (user: KafkaUser) =>
        createKafka({
          ...optionsOf(user),
          clientId: `rollcall-${user}`,
          log: { warn: () => undefined, error: () => undefined },
        });
      const outcome = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'may',
          (reason: unknown) => (REFUSED.test(String(reason)) ? 'may not' : String(reason)),
        );
      const write = async (user: KafkaUser, topic: Topic): Promise<string> => {
        const publisher = new EventPublisher(as(user));
        const message = { key: 'nobody', value: '{}', headers: {} };
        const said = await outcome(publisher.publish(TOPICS[topic], 0, [message]));
        await publisher.close();
        return said;
      };
      const read = (user: KafkaUser, topic: Topic): Promise<string> =>
        outcome(
          readTopic({ kafka: as(user), topic: TOPICS[topic], onBatch: () => Promise.resolve() }),
        );

      beforeAll(async () => {
        const names = ['provisioning', 'credentials'] as const;
        await ensureTopics(
          as('operator'),
          names.map((one) => ({ topic: TOPICS[one], partitions: 1 })),
          { singleNode: true },
        );
      });

      const found = async (
        user: KafkaUser,
        what: (user: KafkaUser, topic: Topic) => Promise<string>,
      ): Promise<Topic[]> => {
        const allowed: Topic[] = [];
        for (const topic of NAMES) {
          const said = await what(user, topic);
          expect(['may', 'may not']).toContain(said);
          if (said === 'may') allowed.push(topic);
        }
        return allowed;
      };

      it.each(USERS)('%s writes what is its own to write, and nothing else', async (user) =>
        expect(await found(user, write)).toEqual(MAY[user].write),
      );

      it.each(USERS.filter((user) => user !== 'subscriber'))(
        '%s reads what it needs, and nothing else',
        async (user) => expect(await found(user, read)).toEqual(MAY[user].read),
      );

      it('no service is refused anything', () => {
        const lines = readdirSync(stack.logs).flatMap((file) =>
          readFileSync(join(stack.logs, file), 'utf8').split('\n'),
        );
        expect(lines.length).toBeGreaterThan(3);
        expect(lines.filter((line) => /AUTHORI[SZ]ATION|not authori[sz]ed/i.test(line))).toEqual(
          [],
        );
      });

      it('a subscriber reads with the kit, in groups of its own', async () => {
        await newTenant(stack);
        const event = await new Promise<ReadEvent>((resolve) => {
          const subscription = subscribe({
            ...optionsOf('subscriber'),
            topic: topics.provisioning(),
            handle: (first) => {
              resolve(first);
              void subscription.stop();
            },
          });
        });
        expect(event.type).toBe('TenantRegistered');
        expect(await outcome(topicOffsets(as('subscriber'), TOPICS.credentials))).toBe('may not');
      });

      it('the operator alone sees who reads, and deletes a topic', async () => {
        const { provisioning } = TOPICS;
        // Whom Kafka does not show it finds none.
        for (const user of USERS.filter((one) => one !== 'operator'))
          expect(await dropTopic(as(user), provisioning).catch(() => false)).toBe(false);
        const next = topics.provisioning(2);
        const readers = await topicReaders(as('operator'), topics.provisioning(), next);
        expect(readers.connected).toContain('user-directory');
        expect(await dropTopic(as('operator'), provisioning)).toBe(true);
      });
    });
  });
