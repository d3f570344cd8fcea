import { KafkaJSProtocolError } from 'kafkajs';
import { onceKnown } from './topic-offsets';

const refusal = (type: string, code: number): Error =>
  new KafkaJSProtocolError({ message: type, name: type, type, code, retriable: true } as never);
const unknown = refusal('UNKNOWN_TOPIC_OR_PARTITION', 3);

describe('a topic that was just created', () => {
  it.each([unknown, refusal('LEADER_NOT_AVAILABLE', 5), refusal('NOT_LEADER_FOR_PARTITION', 6)])(
    'is requested again until the broker knows it: %s',
    async (reason) => {
      let attempts = 0;
      const ask = () => ((attempts += 1) < 3 ? Promise.reject(reason) : Promise.resolve('known'));
      await expect(onceKnown(ask)).resolves.toBe('known');
      expect(attempts).toBe(3);
    },
  );

  it('is not waited for without end', () =>
    expect(onceKnown(() => Promise.reject(unknown), 150)).rejects.toBe(unknown));

  it('is not requested again when the broker refuses for another reason', async () => {
    let attempts = 0;
    const denied = refusal('TOPIC_AUTHORIZATION_FAILED', 29);
    const ask = () => {
      attempts += 1;
      return Promise.reject(denied);
    };
    await expect(onceKnown(ask)).rejects.toBe(denied);
    expect(attempts).toBe(1);
  });
});
