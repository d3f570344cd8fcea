import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf, Client, type Body } from '../support/client';
import { readListed, readPublished } from '../support/records';
import { auditAll, loginOf, whenPublished } from '../audit/settled';
import { run, startStack, type Stack } from '../support/stack';
import { Teams } from '../support/teams';
import { newClient, newTrust } from '../support/oauth';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';
import { Writers } from '../audit/writers';

jest.setTimeout(300_000);

const MOVING = [
  'method',
  'label',
  'issuer',
  'jwksUri',
  'subject',
  'audiences',
  'authorizedParty',
  'directoryId',
  'constraints',
] as const;
const json = { 'content-type': 'application/json' };

const NOT_MOVED = expect.stringContaining('credentials') as string;

/** A tenant goes from one installation to another, by the command line. */
describe('moving a tenant', () => {
  let folder: string;
  let stack: Stack | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-moving-'));
  });
  afterEach(() => stack?.stop());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rollcall = (at: Stack, ...words: string[]) =>
    run('tools/rollcall.mjs', { DATABASE_URL: at.logDatabaseUrl }, words);
  const provisioning = (at: Stack, id: string, to: string) =>
    adminOf(at).send('PATCH', `/tenants/${id}`, { provisioning: to }, json);

  const trustsOf = async (at: Stack, id: string): Promise<readonly Body[]> =>
    bodyOf(await adminOf(at).get(`/tenants/${id}/trusts`))['trusts'] as readonly Body[];

  /** Adds what the list of trusts says, with the members that docs/scaling.md names. */
  const addAgain = async (at: Stack, id: string, trusts: readonly Body[]): Promise<void> => {
    for (const trust of trusts) {
      const given = MOVING.map((name) => [name, trust[name]]).filter(([, value]) => value !== null);
      await newTrust(at, id, Object.fromEntries(given) as object);
    }
  };

  /** Where it moved away from nothing happens any more, and erasing the copy deletes nobody there. */
  const isLeft = async (at: Stack, id: string, gone: string): Promise<void> => {
    const installation = 'https://there.example.com';
    const moved = await adminOf(at).send(
      'PATCH',
      `/tenants/${id}`,
      { movedTo: installation },
      json,
    );
    expect(moved.status).toBe(200);
    expect((await provisioning(at, id, 'enabled')).status).toBe(409);
    const again = await rollcall(at, 'tenant', 'export', id, join(folder, 'again.jsonl'));
    expect([again.code, again.output]).toEqual([1, expect.stringContaining(installation)]);
    const { position } = await whenPublished(at, id);
    const login = await loginOf(at, id, gone, position);
    expect([login.status, login.body['detail']]).toEqual([
      410,
      expect.stringContaining(installation),
    ]);
    expect((await adminOf(at).send('DELETE', `/tenants/${id}`)).status).toBe(202);
    await whenPublished(at, id);
    const published = await readPublished(at.brokers, id, at.generation);
    expect(published.slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ['TenantMoved', expect.objectContaining({ to: installation })],
      ['MovedTenantErased', expect.objectContaining({ to: installation })],
    ]);
    expect(published.some(({ type }) => type === 'TenantErased')).toBe(false);
  };

  it('takes its history along, and goes on there', async () => {
    const here = (stack = await startStack());
    const tenant = await newTenant(here, 'full');
    const writers = new Writers({ client: () => tenant.client, prefix: 'm', writers: 8 });
    const teams = new Teams(tenant.client, 'member');
    const [ada, ...others] = await teams.users(5);
    const team = await teams.group('Team', ada!, ...others);
    await teams.add(await teams.group('Outer'), team);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await writers.stop();
    await tenant.client.delete(`/Users/${ada}`);
    const file = join(folder, 'tenant.jsonl');
    const early = await rollcall(here, 'tenant', 'export', tenant.id, file);
    expect([early.code, early.output]).toEqual([1, expect.stringMatching(/still accepts changes/)]);
    await newClient(here, tenant.id, { label: 'not moved' });
    await newTrust(here, tenant.id, {
      method: 'federation',
      label: 'Entra',
      issuer: 'https://login.example.com',
      subject: 'somebody',
      audiences: ['api://x'],
      constraints: { usersOnly: true },
    });
    const trusts = await trustsOf(here, tenant.id);
    await provisioning(here, tenant.id, 'disabled');
    const { log } = await auditAll(here, tenant);
    const listed = await readListed(tenant.client);
    const exported = await rollcall(here, 'tenant', 'export', tenant.id, file);
    expect([exported.code, exported.output]).toEqual([0, NOT_MOVED]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await isLeft(here, tenant.id, ada!);
    await here.stop();

    const there = (stack = await startStack());
    await newTenant(there);
    const imported = await rollcall(there, 'tenant', 'import', file);
    expect([imported.code, imported.output]).toEqual([0, NOT_MOVED]);
    const { clients: none } = bodyOf(await adminOf(there).get(`/tenants/${tenant.id}/clients`));
    expect([none, await trustsOf(there, tenant.id)]).toEqual([[], []]);
    await addAgain(there, tenant.id, trusts);
    const own = {
      id: expect.any(String),
      clientId: expect.any(String),
      createdAt: expect.any(String),
    } as object;
    expect(await trustsOf(there, tenant.id)).toEqual(trusts.map((one) => ({ ...one, ...own })));
    const again = await rollcall(there, 'tenant', 'import', file);
    expect([again.code, again.output]).toEqual([1, expect.stringMatching(/here already/)]);
    const old = await new Client(there.scim[0], tenant.token).get('/Users?count=0');
    expect(old.status).toBe(401);
    const { id: tokenId, token } = await issueToken(there, tenant.id);
    const clients = there.scim.map((base) => new Client(base, token));
    const moved: Tenant = { ...tenant, token, tokenId, clients, client: clients[0]! };
    const audit = await auditAll(there, moved);
    expect(audit.problems).toEqual([]);
    expect(audit.log.events).toEqual(log.events);
    // The base URL is the installation's own.
    const at = ({ scim }: Stack, resources: readonly object[]) =>
      JSON.parse(JSON.stringify(resources).replaceAll(scim[0], '')) as unknown;
    expect(at(there, await readListed(moved.client))).toEqual(at(here, listed));

    expect((await provisioning(there, tenant.id, 'enabled')).status).toBe(200);
    const found = bodyOf(await moved.client.get(`/Groups/${team}`));
    expect(found).toMatchObject({ displayName: 'Team' });
    await new Teams(moved.client, 'later').user();
    const after = await auditAll(there, moved);
    expect([after.problems, after.log.position]).toEqual([[], log.position + 2]);
    const rebuilt = await there.rebuild();
    expect([rebuilt.code, rebuilt.output]).toEqual([
      0,
      expect.stringContaining(`equal   ${tenant.id} #${log.position + 2}`),
    ]);
  });
});
