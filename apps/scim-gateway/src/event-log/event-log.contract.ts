import { subject, tenantId, type Attributes, type Fact, type Subject } from '@rollcall/contracts';
import { DomainError } from '@rollcall/domain';
import { randomUUID } from 'node:crypto';
import {
  ClaimTaken,
  TenantUnknown,
  type Command,
  type Decision,
  type View,
} from './port/event-log';
import type { ProjectingLog } from './scene.fixture';

const person = (login: string): Attributes => ({
  userName: login,
  displayName: login,
  active: true,
});
const claim = (login: string) => ({ kind: 'userName' as const, value: login, folding: 2 });
const provisioned = (login: string): Fact => ({
  type: 'UserProvisioned',
  data: { userId: '1', login, attributes: person(login) },
});

const command = (
  to: Subject,
  login: string | undefined,
  decide: (view: View) => Decision | Promise<Decision>,
): Command => ({
  id: randomUUID(),
  actor: 'token:1',
  correlationId: 'c',
  reads: { subjects: [to], claims: login === undefined ? [] : [claim(login)] },
  decide,
});

const joins = (to: Subject, login: string): Command =>
  command(to, login, () => ({
    change: {
      subject: to,
      facts: [provisioned(login)],
      status: 'active',
      attributes: person(login),
      claimsBefore: [],
      claimsAfter: [claim(login)],
    },
  }));

const renamed = (to: Subject, from: string, login: string): Command =>
  command(to, undefined, async (view) => {
    const stream = await view.stream(to);
    if (!stream) throw new DomainError('user-unknown');
    return {
      change: {
        subject: to,
        facts: [{ type: 'UserProfileChanged', data: { userId: '1', login, set: {}, unset: [] } }],
        status: 'active',
        attributes: person(login),
        claimsBefore: [claim(from)],
        claimsAfter: [claim(login)],
      },
    };
  });

const leaves = (to: Subject, login: string): Command =>
  command(to, undefined, () => ({
    change: {
      subject: to,
      facts: [{ type: 'UserDeprovisioned', data: { userId: '1', login, userName: login } }],
      status: 'gone',
      attributes: {},
      claimsBefore: [claim(login)],
      claimsAfter: [],
    },
  }));

const user = (): Subject => subject('users', randomUUID());

/** What every event log does; run against each implementation. */
export const describeEventLog = (name: string, logOf: () => ProjectingLog): void =>
  describe(`${name} event log`, () => {
    const newTenant = async () => {
      const id = tenantId(`t-${randomUUID()}`);
      await logOf().register({
        tenantId: id,
        name: 'T',
        profile: 'strict',
        provisioning: 'enabled',
        rateLimit: null,
        createdAt: new Date().toISOString(),
      });
      return id;
    };

    it('counts positions 1, 2, 3 without a gap, however many arrive together', async () => {
      const id = await newTenant();
      const logins = Array.from({ length: 50 }, (_, i) => `u${i}@example.com`);
      const done = await Promise.all(logins.map((one) => logOf().append(id, joins(user(), one))));
      const positions = done.map(({ tenant }) => tenant.position).sort((a, b) => a - b);
      expect(positions).toEqual(logins.map((_, i) => i + 1));
      expect(await logOf().position(id)).toBe(50);
    });

    it('lets one of many take a name; the others fail alone', async () => {
      const id = await newTenant();
      const tries = Array.from({ length: 20 }, () =>
        logOf().append(id, joins(user(), 'a@example.com')),
      );
      const settled = await Promise.allSettled([
        ...tries,
        logOf().append(id, joins(user(), 'b@example.com')),
      ]);
      const failed = settled.filter((one) => one.status === 'rejected');
      expect(failed).toHaveLength(19);
      for (const one of failed) expect(one.reason).toBeInstanceOf(ClaimTaken);
      expect(await logOf().position(id)).toBe(2);
    });

    it('frees a changed name, in the same batch, and that of a deleted holder', async () => {
      const id = await newTenant();
      const [a, b, c] = [user(), user(), user()];
      await logOf().append(id, joins(a, 'old@example.com'));
      await Promise.all([
        logOf().append(id, renamed(a, 'old@example.com', 'new@example.com')),
        logOf().append(id, joins(b, 'old@example.com')),
      ]);
      await logOf().append(id, leaves(b, 'old@example.com'));
      await logOf().append(id, joins(c, 'old@example.com'));
      expect(
        (await logOf().resources.holder(id, 'strict', claim('old@example.com'))).readings[0]
          ?.subject,
      ).toBe(c);
      expect(
        (await logOf().resources.holder(id, 'strict', claim('new@example.com'))).readings[0]
          ?.subject,
      ).toBe(a);
    });

    it('answers with what was written, at once, and not with what is gone', async () => {
      const id = await newTenant();
      const to = user();
      await logOf().append(id, joins(to, 'a@example.com'));
      expect((await logOf().resources.read(id, 'strict', to))?.version).toBe(1);
      await logOf().append(id, leaves(to, 'a@example.com'));
      expect(await logOf().resources.read(id, 'strict', to)).toBeUndefined();
      // The position is known also of what is not there.
      const nothing = { readings: [], position: 2 };
      const { resources } = logOf();
      expect(await resources.holder(id, 'strict', claim('a@example.com'))).toEqual(nothing);
      expect(await resources.find(id, 'strict', to)).toEqual(nothing);
      expect(await resources.byExternalId(id, 'strict', 'users', 'x')).toEqual(nothing);
      const stranger = tenantId(randomUUID());
      expect(await resources.find(stranger, 'strict', to)).toEqual({ readings: [], position: 0 });
    });

    it('reads a stream and a tenant event by event, as they were recorded', async () => {
      const id = await newTenant();
      const [a, b] = [user(), user()];
      await logOf().append(id, joins(a, 'a@example.com'));
      await logOf().append(id, joins(b, 'b@example.com'));
      await logOf().append(id, leaves(a, 'a@example.com'));
      const stream = await logOf().readStream(id, a, 10);
      expect(stream).toMatchObject([
        { position: 1, subject: a, streamVersion: 1, type: 'UserProvisioned', actor: 'token:1' },
        { position: 3, subject: a, streamVersion: 2, type: 'UserDeprovisioned' },
      ]);
      expect(stream[1]?.data).toEqual({
        userId: '1',
        login: 'a@example.com',
        userName: 'a@example.com',
      });
      expect(await logOf().readStream(id, a, 1)).toEqual(stream.slice(1));
      const positions = async (from: number, most: number) =>
        (await logOf().readEvents(id, from, most)).map(({ position }) => position);
      expect([await positions(1, 2), await positions(2, 9), await positions(4, 9)]).toEqual([
        [1, 2],
        [2, 3],
        [],
      ]);
    });

    it('notifies a subscriber of each committed append, until it unsubscribes', async () => {
      const id = await newTenant();
      const seen: Promise<readonly [events: number, position: number]>[] = [];
      const unsubscribe = logOf().subscribe(({ tenantId: of, events }) => {
        if (of === id)
          seen.push(
            logOf()
              .position(id)
              .then((position) => [events, position]),
          );
      });
      await logOf().append(id, joins(user(), 'a@example.com'));
      // Before any other append: the position is read on a connection of its own.
      expect(await Promise.all(seen)).toEqual([[1, 1]]);
      unsubscribe();
      await logOf().append(id, joins(user(), 'b@example.com'));
      expect(seen).toHaveLength(1);
    });

    it('keeps tenants apart', async () => {
      const [one, other] = [await newTenant(), await newTenant()];
      const to = user();
      await logOf().append(one, joins(to, 'a@example.com'));
      await logOf().append(other, joins(user(), 'a@example.com'));
      expect(await logOf().resources.read(other, 'strict', to)).toBeUndefined();
    });

    it('refuses what a command refuses, and records nothing of it', async () => {
      const id = await newTenant();
      const refusing = command(user(), undefined, () => {
        throw new DomainError('user-unknown');
      });
      await expect(logOf().append(id, refusing)).rejects.toThrow(DomainError);
      expect(await logOf().position(id)).toBe(0);
    });

    it('knows no tenant that was not registered', () =>
      expect(logOf().append(tenantId('nobody'), joins(user(), 'a@b.cd'))).rejects.toThrow(
        TenantUnknown,
      ));

    it('notes an erasure, which later commands see, and a tenant’s is its end', async () => {
      const id = await newTenant();
      const [a, own] = [user(), subject('tenants', id)];
      await logOf().append(id, joins(a, 'a@example.com'));
      const erases = (to: Subject, type: string): Command =>
        command(to, undefined, async (view) => {
          if (await view.erased(to)) return {};
          const change = {
            subject: to,
            facts: [{ type, data: {} }],
            claimsBefore: [],
            claimsAfter: [],
          };
          return { change: { ...change, status: 'gone', attributes: {}, erases: true } };
        });
      const twice = [erases(a, 'UserErased'), erases(a, 'UserErased')];
      await Promise.all(twice.map((one) => logOf().append(id, one)));
      await logOf().append(id, erases(a, 'UserErased'));
      expect(await logOf().position(id)).toBe(2);
      await logOf().append(id, joins(user(), 'b@example.com'));
      const { tenant } = await logOf().append(id, erases(own, 'TenantErased'));
      expect(tenant.checksum).toBe('0000000000000000');
      await expect(logOf().append(id, joins(user(), 'c@example.com'))).rejects.toThrow(
        TenantUnknown,
      );
      expect(await logOf().tenant(id)).toBeUndefined();
    });

    it('returns to an empty checksum when everything is deleted', async () => {
      const id = await newTenant();
      const to = user();
      await logOf().append(id, joins(to, 'a@example.com'));
      expect((await logOf().tenant(id))?.checksum).not.toBe('0000000000000000');
      await logOf().append(id, leaves(to, 'a@example.com'));
      expect((await logOf().tenant(id))?.checksum).toBe('0000000000000000');
    });
  });
