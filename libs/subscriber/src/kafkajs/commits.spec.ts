import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';
import { Commits } from './commits';

const place = (partition: number, offset: string) => ({ topic: 'events', partition, offset });

describe('what a member has handled', () => {
  const committed: TopicPartitionOffsetAndMetadata[][] = [];
  const errors: unknown[] = [];
  let answer: () => Promise<void>;
  let commits: Commits;

  beforeEach(() => {
    committed.length = 0;
    errors.length = 0;
    answer = () => Promise.resolve();
    const consumer = {
      commitOffsets: (offsets: TopicPartitionOffsetAndMetadata[]) => {
        committed.push(offsets);
        return answer();
      },
    };
    commits = new Commits(
      consumer,
      () => undefined,
      (reason) => errors.push(reason),
    );
  });
  afterEach(() => commits.end());

  it('is committed after a rejoin for the partitions that stayed, and for no other', async () => {
    commits.handledTo(place(0, '5'));
    commits.handledTo(place(1, '7'));
    commits.keepOnly({ events: [1, 2] });
    await commits.now();
    expect(committed).toEqual([[place(1, '7')]]);
  });

  it('is committed for none when every partition went to other members', async () => {
    commits.handledTo(place(0, '5'));
    commits.keepOnly({});
    await commits.now();
    expect(committed).toEqual([]);
  });

  it('is forgotten when its commit failed and the member joined again meanwhile', async () => {
    answer = () => {
      commits.keepOnly({ events: [0] });
      return Promise.reject(new Error('rebalance'));
    };
    commits.handledTo(place(0, '5'));
    await commits.now();
    await commits.now();
    expect(committed).toEqual([[place(0, '5')]]);
    expect(errors).toHaveLength(1);
  });

  it('goes with the next commit when its own failed and nothing was assigned anew', async () => {
    answer = () => Promise.reject(new Error('away'));
    commits.handledTo(place(0, '5'));
    await commits.now();
    answer = () => Promise.resolve();
    commits.handledTo(place(1, '7'));
    await commits.now();
    expect(committed[1]).toEqual([place(0, '5'), place(1, '7')]);
  });
});
