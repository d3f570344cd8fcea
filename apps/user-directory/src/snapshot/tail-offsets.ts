import { connectAdmin, type Kafka } from '@rollcall/subscriber';

export interface Reading {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topic: string;
}

const WITHIN_MS = 2_000;

/**
 * What the directory has committed of its topic, by partition: everything before it is in the rows that
 * are read from now on. Empty when Kafka does not say it in time: readers then begin at the start.
 */
export const committedOffsets = async (
  { kafka, groupId, topic }: Reading,
  withinMs = WITHIN_MS,
): Promise<ReadonlyMap<number, string>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReadonlyMap<number, string>>((resolve) => {
    timer = setTimeout(() => resolve(new Map()), withinMs);
  });
  const answer = ask(kafka, groupId, topic).catch((): ReadonlyMap<number, string> => new Map());
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

const ask = async (
  kafka: Kafka,
  groupId: string,
  topic: string,
): Promise<ReadonlyMap<number, string>> => {
  const admin = await connectAdmin(kafka);
  try {
    return await admin.committed(groupId, topic);
  } finally {
    await admin.close();
  }
};
