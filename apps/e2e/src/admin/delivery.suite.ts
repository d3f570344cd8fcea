import { randomUUID } from 'node:crypto';
import type { Client } from '../support/client';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE } from '../support/tenants';
import { subscribed } from './delivery-calls';
import { leftBy } from './operations';

export const deliveryRoutes = (the: () => Stack): void =>
  describe('the admin API of subscriptions and webhooks', () => {
    let stack: Stack;
    let admin: Client;
    beforeAll(() => {
      stack = the();
      admin = adminOf(stack);
    });
    const answerTo = async (method: string, path: string, body?: object) => {
      const word = randomUUID();
      const headers = { 'x-correlation-id': word, ...(body ? JSON_TYPE : {}) };
      const { status, text } = await admin.send(method, path, body, headers);
      const { detail } = JSON.parse(text) as { detail: string };
      return { status, detail, left: await leftBy(stack, word) };
    };

    const ABSENT: readonly [string, string, object | undefined][] = [
      ['DELETE', '/subscriptions/never', undefined],
      ['DELETE', '/webhooks/never', undefined],
      ['PATCH', '/webhooks/never', { paused: true }],
      ['POST', '/webhooks/never/secrets', undefined],
      ['POST', '/webhooks/never/redrive', {}],
      ['POST', '/webhooks/never/replay', { tenantId: 'acme', from: 1 }],
    ];
    it.each(ABSENT)(
      'is 404 and no fact when it is not there: %s %s',
      async (method, path, body) => {
        const { status, detail, left } = await answerTo(method, path, body);
        expect({ status, left }).toEqual({ status: 404, left: [] });
        expect(detail).toMatch(/^There is no /);
      },
    );

    it('is 409 and no fact when the name is taken, or is an endpoint’s', async () => {
      const { name } = await subscribed();
      const taken = await answerTo('POST', '/webhooks', { name, url: 'http://127.0.0.1:1/x' });
      expect(taken).toEqual({
        status: 409,
        detail: 'There is a subscription with this name already.',
        left: [],
      });
      const own = { name: `own-${randomUUID()}`, url: 'http://127.0.0.1:1/x' };
      expect((await admin.post('/webhooks', own, JSON_TYPE)).status).toBe(201);
      const { status, left } = await answerTo('DELETE', `/subscriptions/${own.name}`);
      expect({ status, left }).toEqual({ status: 404, left: [] });
    });

    it('is 400 and no fact with everything that is wrong', async () => {
      const wrong = {
        name: '-',
        url: 'https://hooks.example.com',
        batch: 0,
        types: ['UserGone'],
      };
      const { status, detail, left } = await answerTo('POST', '/webhooks', wrong);
      expect({ status, left }).toEqual({ status: 400, left: [] });
      for (const member of ['name', 'batch', 'types']) expect(detail).toContain(member);
      const nowhere = { name: 'nowhere', url: 'ftp://hooks.example.com' };
      expect(await answerTo('POST', '/webhooks', nowhere)).toMatchObject({ status: 400, left: [] });
    });
  });
