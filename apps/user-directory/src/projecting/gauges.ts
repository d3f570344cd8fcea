import { topics } from '@rollcall/contracts';
import { topicOffsets, type Kafka } from '@rollcall/subscriber';
import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { COUNT_HELD } from './holds.queries';

/** Looked at when scraped; a database that does not answer leaves the last figure. */
export const addHeldTenants = (metrics: Metrics, pool: Pool): void => {
  metrics.gauge(
    'rollcall_projection_held_tenants',
    'Tenants held by the projection now.',
    [],
    async (gauge) => {
      const held = await pool.query<{ held: number }>(COUNT_HELD).catch(() => undefined);
      if (held) gauge.set(held.rows[0]?.held ?? 0);
    },
  );
};

const LOOK_EVERY_MS = 15_000;

/**
 * Counts the notices of every subscriber, ours or not: the topic's end. Not looked at when scraped,
 * since a broker that does not answer would keep the scrape waiting. Returns what ends it.
 */
export const countDeadLetters = (metrics: Metrics, kafka: Kafka): (() => void) => {
  const gauge = metrics.gauge(
    'rollcall_dead_letters',
    'Notices in the dead-letter topic since its creation: tenants held by any subscriber.',
  );
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const ends = await topicOffsets(kafka, topics.deadLetters()).catch(() => undefined);
    if (ends) gauge.set(ends.reduce((sum, { high }) => sum + Number(high), 0));
    looking = false;
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
