import { tenantId, type TenantId } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';
import { Branding } from '../branding/branding';
import { BrandingController } from '../branding/branding.controller';
import { ErasureCommands } from '../erasure/erasure-commands';
import type { GatewayConfig } from '../config/gateway-config';
import { renewEpoch } from '../epochs/epochs';
import { render } from '../event-log/resources/render';
import { exportTenant } from '../tenant-transfer/export';
import { Import } from '../tenant-transfer/import';
import type { RequestEntry } from '../request-log/entry';
import { entryId } from '../request-log/entry';
import { LinksController } from '../console-auth/links.controller';
import { IssueLinkDto } from '../console-auth/console-auth.dto';
import type { Person } from '../console-auth/sessions';
import { DeletedUsers } from './deleted-users';
import { DELIVERY_DOINGS } from './delivery-doings.fixture';
import { Holds } from './holds';
import { HoldsController } from './holds.controller';
import { Searches } from '../admin-kit/searches';
import { UserExport } from './user-export';
import { UserViewsController } from './user-views.controller';
import { ACME, INITIATOR, SOURCE, WORD, setHeader, ENTRY_AT, type Ground } from './acting.fixture';

const ADA: Person = { tenantId: ACME, role: 'administrator', actor: 'oidc:ada', name: '' };
const STAFF: Person = { tenantId: null, role: 'operator', actor: 'oidc:staff', name: '' };

export interface Doing {
  /** What is there before. */
  readonly given?: (ground: Ground) => Promise<unknown>;
  readonly does: (ground: Ground) => Promise<unknown>;
  /** The fact that it leaves; by whom when not by the operator's key. */
  readonly leaves: string;
  readonly by?: string;
}

/** The source of a request, before its caller is known. */
const ORIGIN = { correlationId: WORD, source: SOURCE };
const hook = { url: 'https://hooks.example.com/x' };
const putHook = async (ground: Ground) =>
  ground.expiry.put(await ground.tenant(), hook, ground.initiator);
const capture = async (ground: Ground, minutes: number) =>
  ground.requests.setCapture(await ground.tenant(), { minutes }, ground.initiator);
const held = ({ pool }: Ground) =>
  pool.query(`INSERT INTO relayed VALUES (1, 'acme', 1, 'too large')`);
const closed = ({ tenants }: Ground) =>
  tenants.change(ACME, { provisioning: 'disabled' }, INITIATOR);
/** Takes a stream and does not read it. */
const streamed = {
  raw: { once: () => undefined },
  header: () => streamed,
  type: () => streamed,
  send: () => Promise.resolve(),
} as unknown as FastifyReply;
/** What the last export wrote. */
export const file = { written: '' };
let link = '';
let secret = '';

export const DOINGS: Readonly<Record<string, Doing>> = {
  'a webhook that is set': {
    does: (ground) => putHook(ground),
    leaves: 'WebhookChosen',
  },
  'a webhook that is removed': {
    given: (ground) => putHook(ground),
    does: async (ground) => ground.expiry.remove(await ground.tenant(), ground.initiator),
    leaves: 'WebhookChosen',
  },
  'capture that is switched on': {
    does: (ground) => capture(ground, 5),
    leaves: 'CaptureChosen',
  },
  'capture that is switched off': {
    given: (ground) => capture(ground, 5),
    does: (ground) => capture(ground, 0),
    leaves: 'CaptureChosen',
  },
  'a captured body that is read': {
    given: async ({ requestLog }) => {
      requestLog.add(CAPTURED);
      await requestLog.flush();
    },
    does: async (ground) => {
      const id = entryId(ENTRY_AT, 1);
      const read = await ground.requests.one(await ground.tenant(), id, ground.initiator);
      expect(read.body).toEqual({ userName: 'zelda' });
    },
    leaves: 'CaptureRead',
  },
  'a list of users that is taken as a file': {
    does: async (ground) => {
      const gone = new DeletedUsers(ground.pool, new Searches({ limited: () => undefined }));
      const controller = new UserViewsController(
        undefined as never,
        gone,
        new UserExport(undefined as never, gone),
        ground.audit,
        new Searches({ limited: () => undefined }),
      );
      const socket = undefined as never;
      const { initiator } = ground;
      const tenant = await ground.tenant();
      await controller.export(tenant, { state: 'deleted' }, initiator, socket, streamed);
    },
    leaves: 'UsersExported',
  },
  'leniencies that are switched off': {
    does: async (ground) =>
      ground.quirks.change(await ground.tenant(), { off: ['okta-password'] }, ground.initiator),
    leaves: 'DialectChosen',
  },
  'a tenant that is changed': {
    does: ({ tenants }) => tenants.change(ACME, { rateLimit: 50 }, INITIATOR),
    leaves: 'RateLimitChosen',
  },
  'a link that is made': {
    does: async (ground) =>
      new LinksController(ground.links, ground.sessions).issue(
        await ground.tenant(),
        new IssueLinkDto(),
        ground.initiator,
      ),
    leaves: 'SetUpLinkIssued',
  },
  'a link that is withdrawn': {
    given: async ({ links }) => {
      const options = { role: 'viewer', label: '', expiresInHours: 1 } as const;
      ({ id: link } = await links.issue(ACME, options, INITIATOR));
    },
    does: async (ground) =>
      new LinksController(ground.links, ground.sessions).revoke(
        await ground.tenant(),
        link,
        ground.initiator,
      ),
    leaves: 'SetUpLinkRevoked',
  },
  'a link that is used': {
    given: async ({ links }) => {
      const options = { role: 'viewer', label: '', expiresInHours: 1 } as const;
      const { id, url } = await links.issue(ACME, options, INITIATOR);
      [link, secret] = [id, url.split('#')[1] as string];
    },
    does: (ground) =>
      ground.session.open({ link: secret }, ORIGIN, undefined, undefined, setHeader),
    leaves: 'SetUpLinkUsed',
    by: 'link:',
  },
  'an administrator who signs in': {
    does: (ground) => ground.signIn(ADA),
    leaves: 'SignedIn',
    by: 'oidc:ada',
  },
  'an operator who signs in': {
    does: (ground) => ground.signIn(STAFF),
    leaves: 'OperatorSignedIn',
    by: 'oidc:staff',
  },
  'an administrator who signs out': {
    given: (ground) => ground.as(ADA),
    does: (ground) => ground.session.end(ground.caller, ground.initiator, setHeader),
    leaves: 'SignedOut',
    by: 'oidc:ada',
  },
  'an operator who signs out': {
    given: (ground) => ground.as(STAFF),
    does: (ground) => ground.session.end(ground.caller, ground.initiator, setHeader),
    leaves: 'OperatorSignedOut',
    by: 'oidc:staff',
  },
  'a tenant that is driven on': {
    given: held,
    does: async (ground) => {
      const holds = new Holds(ground.pool, ground.away, { TOPIC_GENERATION: 1 } as GatewayConfig);
      const controller = new HoldsController(holds, ground.operatorAudit);
      return controller.redrive(await ground.tenant(), { passOver: true }, ground.initiator);
    },
    leaves: 'TenantRedriven',
  },
  ...DELIVERY_DOINGS,
  'a history that leaves': {
    given: closed,
    does: async ({ client }) => {
      let written = '';
      const write = (text: string) => Promise.resolve(void (written += text));
      await exportTenant(client, ACME, INITIATOR, write).finally(() => (file.written = written));
    },
    leaves: 'TenantExported',
  },
  'a tenant that is brought in': {
    given: async (ground) => {
      await ground.tenants.register(
        OTHER,
        { name: 'Other', profile: 'full', provisioning: 'disabled' },
        INITIATOR,
      );
      let written = '';
      const write = (text: string) => Promise.resolve(void (written += text));
      await exportTenant(ground.client, OTHER, INITIATOR, write);
      for (const table of ['events', 'streams', 'tenants'])
        await ground.pool.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [OTHER]);
      file.written = written;
    },
    does: ({ client }) => new Import(client, chunksOf(file.written), render, INITIATOR).run(),
    leaves: 'TenantImported',
  },
  'a branding that is changed': {
    does: async (ground) => {
      const { pool, operatorAudit, initiator } = ground;
      const controller = new BrandingController(new Branding({}, pool), operatorAudit);
      return controller.change(await ground.tenant(), { name: 'Acme Cloud' }, initiator);
    },
    leaves: 'BrandingChanged',
  },
  'an epoch that begins': {
    does: ({ client }) => renewEpoch(client, INITIATOR),
    leaves: 'EpochRenewed',
  },
  'a tenant that moved': {
    given: closed,
    does: ({ tenants }) => tenants.change(ACME, { movedTo: 'https://eu.example.com' }, INITIATOR),
    leaves: 'TenantMoved',
  },
  'a moved tenant that is erased': {
    given: async (ground) => {
      await closed(ground);
      await ground.tenants.change(ACME, { movedTo: 'https://eu.example.com' }, INITIATOR);
    },
    does: ({ log }) => new ErasureCommands(log).tenant(ACME, INITIATOR),
    leaves: 'MovedTenantErased',
  },
  'a tenant that is erased': {
    given: closed,
    does: ({ log }) => new ErasureCommands(log).tenant(ACME, INITIATOR),
    leaves: 'TenantErased',
  },
};

const OTHER: TenantId = tenantId('other');
async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(await Promise.resolve(text));
}
const CAPTURED: RequestEntry = {
  tenantId: ACME,
  at: ENTRY_AT,
  seq: 1,
  method: 'POST',
  path: '/Users',
  status: 201,
  ms: 1,
  tokenId: 't',
  tokenLabel: '',
  admitted: true,
  resourceId: null,
  test: false,
  attributes: [],
  quirks: [],
  refusal: null,
  correlationId: 'c',
  count: 1,
  captured: { body: { userName: 'zelda' } },
};
