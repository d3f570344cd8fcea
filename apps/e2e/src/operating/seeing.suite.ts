import { eventually } from '@rollcall/testing';
import { Client } from 'pg';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root, textOf } from '../support/source-tree';
import type { Stack } from '../support/stack';
import { newTenant } from '../support/tenants';
import { familyOf, metricsOf, startDelivery } from '../support/tools';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** Metrics of others: cert-manager and the kubelet. */
const OF_OTHERS = /^(certmanager|kubelet)_/;

const CHART = 'k8s/rollcall';

/** Every metric that an alert or a dashboard asks for. */
const queried = (): string[] => {
  const { groups } = parse(textOf(`${CHART}/alerts/rollcall.yaml`)) as Rules;
  const dashboards = readdirSync(join(root, CHART, 'dashboards')).map(
    (file) => JSON.parse(textOf(`${CHART}/dashboards/${file}`)) as Dashboard,
  );
  const expressions = [
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...dashboards.flatMap(({ panels }) =>
      panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ),
  ];
  return [...new Set(expressions.flatMap(metricsOf).map(familyOf))].filter(
    (name) => !OF_OTHERS.test(name),
  );
};

export const seeing = (the: () => Stack): void =>
  describe('what operators see', () => {
    let stack: Stack;
    let delivery: Awaited<ReturnType<typeof startDelivery>>;
    let metrics: ReadonlyMap<string, string>;
    beforeAll(async () => {
      stack = the();
      // As its own user at Kafka, which has no other rights than those of the table.
      delivery = await startDelivery({
        engines: { env: { ...stack.reach } as never },
        everywhere: { ...stack.reach, ...stack.kafkaUsers?.delivery },
        dir: stack.logs,
        installation: stack.scim[0],
        serviceKey: stack.keys.operator,
        keys: [stack.keys.client],
      });
      const texts = await Promise.all(
        [...Object.values(stack.internal), delivery.internalBaseUrl].map(async (base) =>
          (await fetch(`${base}/metrics`)).text(),
        ),
      );
      metrics = new Map(
        texts.flatMap((text) =>
          [...text.matchAll(/^# HELP (\w+) (.*)$/gm)].map(
            ([, name, help]) => [name as string, help as string] as const,
          ),
        ),
      );
    });

    afterAll(() => delivery?.process.stop());

    it('the feed has the events, as the user of Kafka that it is', async () => {
      const { id } = await newTenant(stack);
      await eventually(
        async () => {
          const answer = await fetch(`${delivery.eventsBaseUrl}?tenant=${id}&wait=5`, {
            headers: { authorization: `Bearer ${stack.keys.client}` },
          });
          expect(await answer.text()).toContain('rollcall.TenantRegistered.v1');
        },
        { withinMs: 60_000 },
      );
    });

    it('each metric of an alert or a dashboard is exposed by a service', () => {
      expect(queried().length).toBeGreaterThan(20);
      expect(queried().filter((name) => !metrics.has(name))).toEqual([]);
    });

    it('each metric of ours has a help text that is a sentence', () => {
      const ours = [...metrics].filter(([name]) => name.startsWith('rollcall_'));
      expect(ours.length).toBeGreaterThan(20);
      for (const line of ours) expect(line[1]).toMatch(/^\S.{8,}\.$/);
    });

    it('a tenant that the relay holds is counted, and let go by one question', async () => {
      const { id } = await newTenant(stack);
      const redrive = async (): Promise<number> =>
        (
          await fetch(`${stack.internal.gateway}/internal/v1/tenants/${id}/redrive`, {
            method: 'POST',
            headers: { authorization: `Bearer ${stack.keys.operator}` },
          })
        ).status;
      expect(await redrive()).toBe(404);
      const log = new Client({ connectionString: stack.logDatabaseUrl });
      await log.connect();
      try {
        // Once it is published, nothing makes the relay update it.
        await eventually(async () =>
          expect(
            (
              await log.query(
                `UPDATE relayed SET position = 0, held = 'a test'
                 WHERE generation = 1 AND tenant_id = $1
                   AND position = (SELECT position FROM tenants WHERE tenant_id = $1)`,
                [id],
              )
            ).rowCount,
          ).toBe(1),
        );
        await eventually(async () => expect(await held()).toBe(1));
        expect(await redrive()).toBe(200);
        await eventually(async () => expect(await held()).toBe(0));
      } finally {
        await log.end();
      }
    });

    const held = async (): Promise<number> => {
      const text = await (await fetch(`${stack.internal.gateway}/metrics`)).text();
      return Number(/^rollcall_relay_held_tenants\{.*\} (\d+)$/m.exec(text)?.[1]);
    };
  });
