import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { bodyOf } from '../support/client';
import { accessToken } from '../support/oauth';
import { readPublished } from '../support/records';
import { eventually, whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, JSON_TYPE, newLink, newTenant } from '../support/tenants';
import { secretOf, Visitor } from '../support/visitor';

/** Every row of every table, as text. */
const dump = async (url: string): Promise<string> => {
  const client = new Postgres({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      rows.push(...found.rows.map(({ row }) => row));
    }
    return rows.join('\n');
  } finally {
    await client.end();
  }
};

const logsOf = (stack: Stack): string =>
  readdirSync(stack.logs)
    .map((file) => readFileSync(join(stack.logs, file), 'utf8'))
    .join('\n');

export const noSecrets = (the: () => Stack): void =>
  describe('no secret', () => {
    it('is in a log, in the database or in an event', async () => {
      const stack = the();
      const tenant = await newTenant(stack);
      const secrets: Record<string, string> = { token: tenant.token };
      secrets['second token'] = (await issueToken(stack, tenant.id)).token;
      await tenant.client.get('/Users');
      const { url, id } = await newLink(stack, tenant.id);
      secrets['link'] = secretOf(url);
      const visitor = new Visitor(stack);
      await visitor.open(url);
      secrets['cookie'] = visitor.cookie?.split('=')[1] as string;
      secrets['csrf'] = visitor.csrf as string;
      // What is refused is not written down either.
      secrets['refused link'] = `rl_${'1'.repeat(24)}_${'S'.repeat(43)}`;
      await visitor.send('POST', '/session', { link: secrets['refused link'] });
      await visitor.send('POST', '/session/branding', { link: secrets['refused link'] });
      secrets['wrong key'] = 'a-wrong-operator-key-of-this-test';
      await visitor.get('/session', { authorization: `Bearer ${secrets['wrong key']}` });
      secrets['guessed token'] = `rc_${'2'.repeat(16)}_${'G'.repeat(49)}`;
      await tenant.client.get('/Users', { authorization: `Bearer ${secrets['guessed token']}` });
      const key = { ...JSON_TYPE, 'idempotency-key': `key of ${id}`.replaceAll(' ', '-') };
      for (const kind of ['tokens', 'links']) {
        const made = bodyOf(await adminOf(stack).post(`/tenants/${tenant.id}/${kind}`, {}, key));
        secrets[`${kind} under a key`] = String(made['token'] ?? secretOf(String(made['url'])));
      }
      const admin = adminOf(stack);
      const at = `/tenants/${tenant.id}`;
      await admin.send('PUT', `${at}/capture`, { minutes: 5 }, JSON_TYPE);
      const pasted = { userName: 'a@example.com', displayName: secrets['token'], password: 'pw' };
      await tenant.client.post('/Users', { ...pasted, token: secrets['second token'] });
      const tested = await admin.post(`${at}/connection/test`, { token: tenant.token }, JSON_TYPE);
      expect(tested.text).toContain('"passed":true');
      const body = { tokenId: tenant.tokenId };
      const rotated = bodyOf(await admin.post(`${at}/rotation`, body, JSON_TYPE));
      secrets['rotated token'] = String(rotated['token']);
      const client = bodyOf(await admin.post(`${at}/clients`, {}, JSON_TYPE));
      secrets['client secret'] = String(client['secret']);
      secrets['access token'] = await accessToken(stack, {
        clientId: String(client['clientId']),
        secret: secrets['client secret'],
      });
      await tenant.client.get('/Users', { authorization: `Bearer ${secrets['access token']}` });
      const hook = { url: 'https://hooks.example.com/', secret: 'a-secret-to-sign-webhooks-by' };
      await admin.send('PUT', `${at}/webhook`, hook, JSON_TYPE);
      secrets['webhook secret'] = hook.secret;
      secrets['operator key'] = stack.operatorKey;
      for (const [name, secret] of Object.entries(stack.keys)) secrets[`key ${name}`] = secret;
      await whenPublished(stack, tenant.id);
      const marker = randomUUID();
      await visitor.get('/session', { 'x-correlation-id': marker });
      const logs = await eventually(
        () => Promise.resolve(logsOf(stack)),
        (text) => text.includes(marker),
      );
      const directoryUrl = stack.logDatabaseUrl.replace('rollcall_log', 'rollcall_directory');
      const places: Record<string, string> = {
        logs,
        log: await dump(stack.logDatabaseUrl),
        directory: await dump(directoryUrl),
        topic: JSON.stringify(await readPublished(stack.brokers, tenant.id, stack.generation)),
      };
      for (const name of ['log', 'topic']) expect(places[name]).toContain(id);
      expect(places['directory']).toContain(tenant.id);
      // What stands before the end may be a name.
      const parts = Object.entries(secrets).map(
        ([name, secret]) => [name, secret.slice(-20)] as const,
      );
      const found = Object.entries(places).flatMap(([place, text]) =>
        parts.filter(([, part]) => text.includes(part)).map(([name]) => `${name} in ${place}`),
      );
      expect(found).toEqual([]);
      expect(parts.length).toBe(19);
    });
  });
