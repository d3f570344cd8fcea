import { runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { schema } from '../database/schema';
import { headOf } from './tenant-file';

const PEOPLE = 60_000;
const TIME = '2026-01-01T00:00:00.000Z';
const id = (i: number): string => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

/** A tenant whose people are all in one group; its head contains another checksum. */
function* lines(): Generator<string> {
  const hash = createHash('sha256');
  const signed = (document: object): string => {
    const line = `${JSON.stringify(document)}\n`;
    hash.update(line);
    return line;
  };
  let position = 0;
  const event = (subject: string, streamVersion: number, type: string, data: object): string => {
    position += 1;
    const by = { actor: 'operator', correlationId: 'c', commandId: id(position) };
    const place = { position, subject, streamVersion, type, version: 1, time: TIME };
    return signed({ ...place, ...by, data });
  };
  const last = 1 + PEOPLE + 1 + PEOPLE / 1_000;
  const head = { tenantId: 'acme', createdAt: TIME, position: last, checksum: '0' };
  yield signed(headOf(head));
  const settings = { name: 'Acme', profile: 'full' };
  yield event('tenants/acme', 1, 'TenantRegistered', settings);
  for (let i = 0; i < PEOPLE; i += 1) {
    const [userName, externalId] = [`person.number.${i}@example.com`, `00u${i}`];
    const attributes = { userName, externalId, displayName: `Person ${i}`, active: true };
    const data = { userId: id(i), login: userName, attributes };
    yield event(`users/${id(i)}`, 1, 'UserProvisioned', data);
  }
  const group = { groupId: id(0), displayName: 'Everybody' };
  yield event(`groups/${id(0)}`, 1, 'GroupCreated', group);
  for (let at = 0; at < PEOPLE; at += 1_000) {
    const members = Array.from({ length: 1_000 }, (_, i) => ({ id: id(at + i), type: 'User' }));
    const version = 2 + at / 1_000;
    yield event(`groups/${id(0)}`, version, 'GroupMembersAdded', { ...group, members });
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

describe('the import of a large tenant', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase('import_memory');
    await runMigrations(database.url, schema);
  });
  afterAll(() => database.drop());

  it('takes no more memory for its people, and is refused at the very end', async () => {
    const main = join(__dirname, '../../dist/cli/main.js');
    const child = spawn(
      process.execPath,
      ['--max-old-space-size=64', main, 'tenant', 'import', '-'],
      { env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url } },
    );
    child.stdin.on('error', () => undefined);
    Readable.from(lines()).pipe(child.stdin);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    // After every row: to keep them all would take more memory than the process has.
    expect(said).toMatch(/^The 60062 events of the file do not lead to what the tenant was/);
    expect(code).toBe(1);
  }, 180_000);
});
