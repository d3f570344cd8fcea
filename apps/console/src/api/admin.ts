import { ask, query, readLines, send } from './ask';
import type * as Operator from './operator-views';
import type * as View from './views';

/** The admin API, one line for each thing that the console asks. */

const at = (tenantId: string, rest = ''): string =>
  `/tenants/${encodeURIComponent(tenantId)}${rest}`;
const id = encodeURIComponent;

export const session = {
  read: () => ask<View.Session>('GET', '/session'),
  open: (link: string) => ask<View.Session>('POST', '/session', { link }),
  end: () => ask<void>('DELETE', '/session'),
  /** Of the person that the link was made for; the link stays as it is. */
  branding: (link: string) => ask<View.Branding>('POST', '/session/branding', { link }),
  signIn: () => ask<{ oidc: boolean; label: string | null }>('GET', '/sign-in'),
};

/** What an operator may change of a tenant; what is not sent stays. */
export interface TenantChanges {
  readonly name?: string;
  readonly profile?: View.ProfileName;
  readonly provisioning?: 'enabled' | 'disabled';
  readonly rateLimit?: number | null;
}

/** Pages of the overview that are read, of five hundred tenants each. */
const MOST_PAGES = 10;

export const tenants = {
  one: (tenant: string) => ask<View.Tenant>('GET', at(tenant)),
  status: (tenant: string) => ask<View.Status>('GET', at(tenant, '/status')),
  branding: (tenant: string) => ask<View.Branding>('GET', at(tenant, '/branding')),
  create: (body: { id?: string; name: string; profile: View.ProfileName }) =>
    // Off until its administrator saves the connection.
    ask<View.Tenant>('POST', '/tenants', { ...body, provisioning: 'disabled' }),
  switchOff: (tenant: string) =>
    ask<View.Tenant>('PATCH', at(tenant), { provisioning: 'disabled' }),
  change: (tenant: string, changes: TenantChanges) =>
    ask<View.Tenant>('PATCH', at(tenant), changes),
  /** Final; only a tenant that is switched off. */
  erase: (tenant: string) => ask<{ doneAt: string | null }>('DELETE', at(tenant)),
  overview: async (): Promise<Operator.Overview> => {
    const tenants: Operator.TenantState[] = [];
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer: { tenants: readonly Operator.TenantState[]; next: string | null } = await ask(
        'GET',
        `/overview${query({ after, count: 500 })}`,
      );
      tenants.push(...answer.tenants);
      after = answer.next;
      if (after === null) break;
    }
    return { tenants, isWhole: after === null };
  },
  warnings: (tenant: string) =>
    ask<{ warnings: readonly View.Warning[] }>('GET', at(tenant, '/warnings')),
  switchOffs: (tenant: string) =>
    ask<{ total: number; people: readonly View.StillOn[] }>('GET', at(tenant, '/switch-offs')),
};

export const links = {
  list: (tenant: string) => ask<{ links: readonly Operator.Link[] }>('GET', at(tenant, '/links')),
  create: (tenant: string, body: { role: View.Role; label: string; expiresInHours: number }) =>
    ask<Operator.NewLink>('POST', at(tenant, '/links'), body),
  revoke: (tenant: string, link: string) => ask<void>('DELETE', at(tenant, `/links/${id(link)}`)),
};

/** What a test of the connection signs in with. */
export type TestCredential =
  | { readonly token: string }
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly clientId: string; readonly clientAssertion: string };

/** A trust to be added: of a new client without `clientId`. */
export interface TrustRequest {
  readonly method: 'federation';
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly jwksUri?: string;
  readonly authorizedParty?: string;
  readonly directoryId?: string;
  readonly clientId?: string;
  readonly label?: string;
  readonly constraints?: View.Constraints;
}

export const connection = {
  read: (tenant: string) => ask<View.Connection>('GET', at(tenant, '/connection')),
  draft: (tenant: string, draft: View.ConnectionDraft) =>
    ask<View.Connection>('PATCH', at(tenant, '/connection'), draft),
  save: (tenant: string) => ask<View.Connection>('POST', at(tenant, '/connection/save')),
  test: async (tenant: string, credential: TestCredential, onLine: (line: View.TestLine) => void) =>
    readLines(await send('POST', at(tenant, '/connection/test'), credential), onLine),
};

export const trusts = {
  /** That were not revoked, newest first. */
  list: (tenant: string) => ask<{ trusts: readonly View.Trust[] }>('GET', at(tenant, '/trusts')),
  add: (tenant: string, body: TrustRequest) => ask<View.Trust>('POST', at(tenant, '/trusts'), body),
  revoke: (tenant: string, trust: string) =>
    ask<void>('DELETE', at(tenant, `/trusts/${id(trust)}`)),
};

export type TokenRequest = {
  label?: string;
  expiresInDays?: number;
  expiresAt?: string;
  constraints?: View.Constraints;
};

export const tokens = {
  list: (tenant: string, cursor?: string | null) =>
    ask<{ tokens: readonly View.TokenRow[]; next: string | null }>(
      'GET',
      at(tenant, `/tokens${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`),
    ),
  issue: (tenant: string, body: TokenRequest) =>
    ask<View.NewToken>('POST', at(tenant, '/tokens'), body),
  revoke: (tenant: string, token: string) =>
    ask<void>('DELETE', at(tenant, `/tokens/${id(token)}`)),
};

export const clients = {
  create: (tenant: string, body: TokenRequest) =>
    ask<View.NewClientSecret>('POST', at(tenant, '/clients'), body),
  addSecret: (tenant: string, client: string, body: TokenRequest) =>
    ask<View.NewClientSecret>('POST', at(tenant, `/clients/${id(client)}/secrets`), body),
  /** With all of its secrets. */
  revoke: (tenant: string, client: string) =>
    ask<void>('DELETE', at(tenant, `/clients/${id(client)}`)),
};

export const rotation = {
  read: (tenant: string) => ask<View.Rotation>('GET', at(tenant, '/rotation')),
  start: (tenant: string, body: TokenRequest & { tokenId: string; overlapUntil?: string }) =>
    ask<View.Rotation & { id: string; token: string }>('POST', at(tenant, '/rotation'), body),
  cancel: (tenant: string) => ask<void>('DELETE', at(tenant, '/rotation')),
  /** `anyway`: also when that is not safe. */
  finish: (tenant: string, anyway: boolean) =>
    ask<void>('POST', at(tenant, '/rotation/finish'), { anyway }),
};

export type Page<T extends string, Row> = { total: number; startIndex: number } & Record<
  T,
  readonly Row[]
>;

export interface UserListOptions extends Part {
  readonly search: string;
  /** '' for all who are there. */
  readonly state: string;
  /** '' for the order in which they were made. */
  readonly sort: string;
}

interface Part {
  readonly startIndex: number;
  readonly count: number;
}

export interface DeletedPage {
  readonly users: readonly View.DeletedUser[];
  readonly next: string | null;
  /** Where a search ended for its time before the page was full. */
  readonly lookedTo: string | null;
}

export const users = {
  list: (tenant: string, options: UserListOptions) =>
    ask<Page<'users', View.UserRow>>('GET', at(tenant, `/users${query({ ...options })}`)),
  /** `after`: the `next` of the page before. */
  deleted: (tenant: string, search: string, after?: string | null) =>
    ask<DeletedPage>('GET', at(tenant, `/deleted-users${query({ search, after })}`)),
  csv: async (tenant: string, state: string) =>
    (await send('GET', at(tenant, `/users.csv${query({ state })}`))).blob(),
  one: (tenant: string, user: string) =>
    ask<View.OneResource>('GET', at(tenant, `/users/${id(user)}`)),
};

export const groups = {
  list: (tenant: string, search: string, startIndex: number, count: number) =>
    ask<Page<'groups', View.GroupRow>>(
      'GET',
      at(tenant, `/groups${query({ search, startIndex, count })}`),
    ),
  one: (tenant: string, group: string) =>
    ask<View.OneResource>('GET', at(tenant, `/groups/${id(group)}`)),
  members: (tenant: string, group: string, options: { search: string } & Part) =>
    ask<Page<'members', View.MemberRow> & { lookedAt: number | null }>(
      'GET',
      at(tenant, `/groups/${id(group)}/members${query({ ...options })}`),
    ),
};

export interface RequestFilter {
  readonly outcome?: string;
  readonly status?: string;
  readonly user?: string;
  readonly since?: string;
  readonly until?: string;
  readonly correlationId?: string;
}

export const requests = {
  list: (tenant: string, filter: RequestFilter, after?: string | null) =>
    ask<{ requests: readonly View.RequestRow[]; next: string | null; lookedTo: string | null }>(
      'GET',
      at(tenant, `/requests${query({ ...filter, after, count: 50 })}`),
    ),
  one: (tenant: string, request: string) =>
    ask<View.RequestRow>('GET', at(tenant, `/requests/${id(request)}`)),
  live: async (
    tenant: string,
    { onOpen, onRow }: { onOpen: () => void; onRow: (row: View.RequestRow) => void },
    signal: AbortSignal,
  ) => {
    const answer = await send('GET', at(tenant, '/requests/live'), undefined, signal);
    onOpen();
    await readLines<View.RequestRow | { beat: true }>(answer, (line) => {
      if ('id' in line) onRow(line);
    });
  },
};

export const capture = {
  read: (tenant: string) => ask<{ until: string | null }>('GET', at(tenant, '/capture')),
  set: (tenant: string, minutes: number) =>
    ask<{ until: string | null }>('PUT', at(tenant, '/capture'), { minutes }),
};
