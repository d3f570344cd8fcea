import { Client } from 'pg';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root, textOf } from './source-tree';
import type { Stack } from './stack';
import { newTenant } from './tenants';
import { familyOf, metricsOf } from './tools';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** Told by others: cert-manager and the kubelet. */
const OF_OTHERS = /^(certmanager|kubelet)_/;

/** Of the token service, in a change of its own. */
const AWAITED = 'rollcall_token_expires_in_seconds';

const CHART = 'k8s/rollcall';

/** Every metric that an alert or a dashboard asks for. */
const asked = (): string[] => {
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
    (name) => !OF_OTHERS.test(name) && name !== AWAITED,
  );
};

export const seeing = (the: () => Stack): void =>
  describe('what operators see', () => {
    let stack: Stack;
    let metrics: ReadonlyMap<string, string>;
    beforeAll(async () => {
      stack = the();
      const texts = await Promise.all(
        Object.values(stack.internal).map(async (base) => (await fetch(`${base}/metrics`)).text()),
      );
      metrics = new Map(
        texts.flatMap((text) =>
          [...text.matchAll(/^# HELP (\w+) (.*)$/gm)].map(
            ([, name, help]) => [name as string, help as string] as const,
          ),
        ),
      );
    });

    it('each metric of an alert or a dashboard is told by a service', () => {
      expect(asked().length).toBeGreaterThan(20);
      expect(asked().filter((name) => !metrics.has(name))).toEqual([]);
    });

    it('each metric of ours has a help text that is a sentence', () => {
      const ours = [...metrics].filter(([name]) => name.startsWith('rollcall_'));
      expect(ours.length).toBeGreaterThan(20);
      for (const line of ours) expect(line[1]).toMatch(/^\S.{8,}\.$/);
    });

    it('a tenant that the relay holds is let go by one question, and only then', async () => {
      const { id } = await newTenant(stack);
      const redrive = async (): Promise<number> =>
        (
          await fetch(`${stack.internal.gateway}/internal/v1/tenants/${id}/redrive`, {
            method: 'POST',
            headers: { authorization: `Bearer ${stack.serviceKey}` },
          })
        ).status;
      expect(await redrive()).toBe(404);
      const log = new Client({ connectionString: stack.logDatabaseUrl });
      await log.connect();
      try {
        await log.query(
          `INSERT INTO relayed (generation, tenant_id, position, held) VALUES (1, $1, 0, 'a test')
           ON CONFLICT (generation, tenant_id) DO UPDATE SET held = excluded.held`,
          [id],
        );
        expect(await redrive()).toBe(200);
        const { rows } = await log.query('SELECT held FROM relayed WHERE tenant_id = $1', [id]);
        expect(rows).toEqual([{ held: null }]);
      } finally {
        await log.end();
      }
    });
  });
