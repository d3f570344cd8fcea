import { tenantId, topics } from '@rollcall/contracts';
import { ensureTopics, EventPublisher } from '@rollcall/messaging';
import { createKafka, readTopic } from '@rollcall/subscriber';
import { createLogger, loadConfig } from '@rollcall/platform';
import { engines, eventually } from '@rollcall/testing';
import { createHash, randomInt } from 'node:crypto';
import { GatewayConfig } from '../config/gateway-config';
import { RelayLeader } from '../relay/relay-leader';
import { topicFor } from '../relay/topic-publisher';
import { exportTenant } from './export';
import type { MovedEvent } from './tenant-file';
import { ACME, Installation, OPERATOR, TABLES } from './installation.fixture';

const quiet = createLogger('spec', 'silent', { write: () => undefined });

/** Publishes a log on a separate topic, and reads it back. */
const published = async (installation: Installation, until: number): Promise<readonly number[]> => {
  const { brokers } = engines();
  const kafka = createKafka({ brokers, clientId: 'spec', log: quiet });
  const publisher = new EventPublisher(kafka);
  const generation = randomInt(100, 900_000);
  const topic = topics.provisioning(generation);
  await ensureTopics(kafka, [{ topic, partitions: 2 }], { singleNode: true });
  const config = loadConfig(GatewayConfig, {
    DATABASE_URL: installation.database.url,
    KAFKA_BROKERS: brokers.join(','),
    OPERATOR_KEYS: 'o'.repeat(16),
    TOKEN_SERVICE_KEYS: 't'.repeat(16),
    DIRECTORY_KEYS: 'd'.repeat(16),
    INTERNAL_KEYS: 'i'.repeat(16),
    SEALING_KEYS: `k1:${'s'.repeat(16)}`,
    TOKEN_SERVICE_URL: 'http://127.0.0.1:1',
    DIRECTORY_URL: 'http://127.0.0.1:1',
    TOPIC_PARTITIONS: '2',
    DEVELOPMENT: 'true',
  });
  const nothing = (): void => undefined;
  const relay = new RelayLeader({
    databaseUrl: installation.database.url,
    generation,
    ...topicFor(config, kafka, publisher, generation, quiet),
    pollMs: 50,
    observer: {
      published: nothing,
      held: nothing,
      lead: nothing,
      failed: nothing,
      stopped: nothing,
      renewed: nothing,
    },
  });
  relay.start();
  const positions: number[] = [];
  await eventually(async () => {
    const { rows } = await installation.sql.query<{ position: string }>(
      'SELECT position FROM relayed WHERE generation = $1 AND tenant_id = $2',
      [generation, ACME],
    );
    expect(rows).toEqual([{ position: String(until) }]);
  });
  await relay.stop();
  await publisher.close();
  await readTopic({
    kafka,
    topic,
    onBatch: async ({ events }) => {
      for (const one of events) if ('event' in one) positions.push(one.event.position);
    },
  });
  return positions;
};

/** The lines of a file, changed, and signed anew: only a check of the events can detect it. */
const forged = (file: string, change: (lines: string[]) => void): string => {
  const lines = file.trimEnd().split('\n').slice(0, -1);
  change(lines);
  const text = lines.map((line) => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return `${text}${JSON.stringify({ sha256 })}\n`;
};

describe('a tenant that moves', () => {
  let here: Installation;
  let there: Installation;
  let file: string;
  /** The id of the deleted user. */
  let gone: string;
  let line = 0;

  beforeAll(async () => {
    here = await Installation.open();
    await here.live(2_500);
    file = await here.export();
    const left = file.split('\n').find((line) => line.includes('"UserDeprovisioned"')) as string;
    gone = (JSON.parse(left) as MovedEvent).subject.split('/')[1] as string;
  });
  beforeEach(async () => {
    there = await Installation.open();
  });
  afterEach(() => there.close());
  afterAll(() => here.close());

  const nothingThere = async (): Promise<void> => {
    for (const table of TABLES) expect([table, await there.rows(table)]).toEqual([table, []]);
  };
  const refused = async (text: string, says: RegExp): Promise<void> => {
    await expect(there.import(text)).rejects.toThrow(says);
    await nothingThere();
  };

  it('arrives unchanged, to the last row, and continues with the next position', async () => {
    const before = (await here.log.tenant(ACME))!;
    const { events, settings } = await there.import(file);
    expect(events).toBe(before.position);
    expect(settings).toEqual({
      name: 'Acme & Co',
      profile: 'full',
      provisioning: 'disabled',
      rateLimit: 77,
    });
    for (const table of TABLES)
      expect([table, await there.rows(table)]).toEqual([table, await here.rows(table)]);
    const { position } = await there.tenants.change(ACME, { provisioning: 'enabled' }, OPERATOR);
    expect(position).toBe(events + 1);
    const positions = await published(there, position);
    expect(positions).toEqual(Array.from({ length: position }, (_, i) => i + 1));
  });

  it('exports the same file after the move', async () => {
    await there.import(file);
    expect(await there.export()).toBe(file);
  });

  it('moves without the words of an erased user', async () => {
    const emptied = forged(file, (lines) =>
      lines.forEach((line, i) => {
        if (line.includes(`users/${gone}"`))
          lines[i] = line.replace(
            /"data":.*$/,
            '"redactedAt":"2026-01-01T00:00:00.000Z","data":{}}',
          );
      }),
    );
    expect(emptied).not.toContain('eve@example.com');
    await there.import(emptied);
    expect(await there.rows('streams')).toEqual(await here.rows('streams'));
    // Published as redacted: a reader would take an event without words for an empty one.
    expect(await there.export()).toBe(emptied);
  });

  it('keeps the record of an erasure', async () => {
    const { position } = (await here.log.tenant(ACME))!;
    const erased = forged(file, (lines) => {
      lines[0] = lines[0]!.replace(`"position":${position}`, `"position":${position + 1}`);
      const last = JSON.parse(
        lines.findLast((line) => line.includes(`users/${gone}"`))!,
      ) as MovedEvent;
      const fact = { type: 'UserErased', version: 1, data: { userId: gone } };
      const place = { position: position + 1, streamVersion: last.streamVersion + 1 };
      lines.push(JSON.stringify({ ...last, ...fact, ...place }));
    });
    await there.import(erased);
    const [erasure, ...more] = await there.rows('erasures');
    expect(erasure).toContain(`"users/${gone}","position":${position + 1},`);
    expect(more).toEqual([]);
  });

  it('is imported once, and the first import remains', async () => {
    await there.import(file);
    await expect(there.import(file)).rejects.toThrow(/The tenant "acme" exists here already/);
    expect(await there.rows('events')).toEqual(await here.rows('events'));
  });

  it('is imported once when two try together', async () => {
    const settled = await Promise.allSettled([there.import(file), there.import(file)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await there.rows('events')).toEqual(await here.rows('events'));
  });

  it('is refused while another import of it runs', async () => {
    const other = await there.connected();
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO tenants VALUES ('acme', 'A', 'strict', 'disabled', NULL, now(), 0, '')`,
    );
    await expect(there.import(file)).rejects.toThrow(/Another import of acme is running/);
    await other.end();
    await nothingThere();
  });

  it.each([0.1, 0.5, 0.999])('is not imported from a file that was cut at %d', async (part) => {
    await refused(file.slice(0, Math.floor(file.length * part)), /Nothing was imported|corrupt/);
  });

  it('is not imported from a file without its last line', () =>
    refused(file.slice(0, file.lastIndexOf('{"sha256"')), /is truncated/));

  it('is not imported from a file in which one letter is another', () =>
    refused(file.replace('u77@example.com', 'u78@example.com'), /digest of the file is wrong/));

  it('is not imported when its events lead elsewhere, also with a valid signature', async () => {
    const stranger = forged(file, (lines) => {
      lines[900] = lines[900]!.replace(/"displayName":"[^"]*"/, '"displayName":"Mallory"');
    });
    await refused(stranger, /do not lead to what the tenant was/);
    const gap = forged(file, (lines) => lines.splice(900, 1));
    await refused(gap, /Line 901 of the file is corrupt/);
    const moved = forged(
      file,
      (lines) => (lines[900] = lines[900]!.replace('"streamVersion":1', '"streamVersion":2')),
    );
    await refused(moved, /Line 901 of the file/);
  });

  it('is not imported when the versions of a stream repeat, or are out of order', async () => {
    const eventAt = (lines: readonly string[], i: number) => JSON.parse(lines[i]!) as MovedEvent;
    const twice = forged(file, (lines) => {
      const { subject } = eventAt(lines, 899);
      lines[900] = JSON.stringify({ ...eventAt(lines, 900), subject });
    });
    await refused(twice, /Line 901 of the file is corrupt/);
    const swapped = forged(file, (lines) => {
      const of = lines.findLastIndex((line) => line.includes(`users/${gone}"`));
      const first = lines.findIndex((line) => line.includes(`users/${gone}"`));
      const [one, last] = [eventAt(lines, first), eventAt(lines, of)];
      lines[first] = JSON.stringify({ ...one, streamVersion: last.streamVersion });
      lines[of] = JSON.stringify({ ...last, streamVersion: one.streamVersion });
      line = first + 1;
    });
    await refused(swapped, new RegExp(`Line ${line} of the file is corrupt`));
  });

  it('is not imported when two people have one name, also with a valid signature', async () => {
    const namesakes = forged(file, (lines) => {
      lines[900] = lines[900]!.replace(/u\d+@example\.com/g, 'bob@example.com');
      lines[901] = lines[901]!.replace(/u\d+@example\.com/g, 'bob@example.com');
    });
    await refused(namesakes, /do not lead to what the tenant was/);
  });

  it('is not imported by a version that does not know an event', async () => {
    const later = (from: RegExp, to: string) =>
      forged(file, (lines) => (lines[900] = lines[900]!.replace(from, to)));
    await refused(later(/"version":1/, '"version":2'), /UserProvisioned v2 of users/);
    await refused(later(/"type":"\w+"/, '"type":"UserWaved"'), /UserWaved v1 of users/);
  });

  it.each([
    ['', /names no tenant/],
    ['{"a":1}\n', /names no tenant/],
    ['\u0000\u0001\u0002\n', /names no tenant/],
    ['x'.repeat(5_000_000), /names no tenant/],
  ])('is not imported from what is no such file (%#)', (text, says) => refused(text, says));

  it('is not imported from an unknown format', () =>
    refused(file.replace('"format":1', '"format":2'), /has format 2; this version reads 1/));

  it('is not exported during an erasure of one of its users', async () => {
    await there.import(file);
    await there.sql.query(
      `INSERT INTO erasures (tenant_id, subject, position, asked_at, asked_by)
       VALUES ('acme', 'users/1', 1, now(), 'operator')`,
    );
    await expect(there.export()).rejects.toThrow(/erasure of the tenant/);
  });

  it('is not exported while it accepts changes, nor when it does not exist', async () => {
    await there.import(file);
    await there.tenants.change(ACME, { provisioning: 'enabled' }, OPERATOR);
    await expect(there.export()).rejects.toThrow(/still accepts changes/);
    let written = '';
    const unknown = exportTenant(
      there.sql,
      tenantId('nobody'),
      OPERATOR,
      async (text) => void (written += text),
    );
    await expect(unknown).rejects.toThrow(/There is no tenant "nobody"/);
    expect(written).toBe('');
  });
});
