import { randomBytes } from 'node:crypto';
import { bodyOf, Client, idOf } from './client';
import type { Stack } from './stack';

export interface Tenant {
  readonly id: string;
  readonly token: string;
  readonly tokenId: string;
  readonly profile: 'strict' | 'full';
  /** Speaks SCIM at the first gateway. */
  readonly client: Client;
  /** Speaks SCIM at each gateway. */
  readonly clients: readonly Client[];
}

/** The admin API at one gateway. */
export const adminOf = (stack: Stack, gateway = 0): Client =>
  new Client(stack.admin[gateway] as string, stack.operatorKey);

export const JSON_TYPE = { 'content-type': 'application/json' };

export const issueToken = async (
  stack: Stack,
  tenantId: string,
  body: object = {},
): Promise<{ id: string; token: string }> => {
  const answer = await adminOf(stack).post(`/tenants/${tenantId}/tokens`, body, JSON_TYPE);
  if (answer.status !== 201) throw new Error(`no token: ${answer.status} ${answer.text}`);
  return { id: idOf(answer), token: String(bodyOf(answer)['token']) };
};

/** Changes of it are accepted no more. */
export const closeTenant = async (stack: Stack, tenantId: string): Promise<void> => {
  const closed = { provisioning: 'disabled' };
  const answer = await adminOf(stack).send('PATCH', `/tenants/${tenantId}`, closed, JSON_TYPE);
  if (answer.status !== 200) throw new Error(`not closed: ${answer.status} ${answer.text}`);
};

/** A new tenant with one token: each test has its own, so that none reads another's people. */
export const newTenant = async (
  stack: Stack,
  profile: Tenant['profile'] = 'strict',
): Promise<Tenant> => {
  const id = `t${randomBytes(6).toString('hex')}`;
  const body = { id, name: `Tenant ${id}`, profile };
  const made = await adminOf(stack).post('/tenants', body, JSON_TYPE);
  if (made.status !== 201) throw new Error(`no tenant: ${made.status} ${made.text}`);
  const { token, id: tokenId } = await issueToken(stack, id);
  const clients = stack.scim.map((base) => new Client(base, token));
  return { id, token, tokenId, profile, clients, client: clients[0] as Client };
};

/** A link that opens the console of a tenant once. */
export const newLink = async (
  stack: Stack,
  tenantId: string,
  body: object = {},
): Promise<{ id: string; url: string }> => {
  const made = await adminOf(stack).post(`/tenants/${tenantId}/links`, body, JSON_TYPE);
  if (made.status !== 201) throw new Error(`no link: ${made.status} ${made.text}`);
  return { id: idOf(made), url: String(bodyOf(made)['url']) };
};
