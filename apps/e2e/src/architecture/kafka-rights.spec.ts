import { textOf } from '../support/source-tree';
import { kafkaRights, kafkaRightsFiles } from '../support/tools';

const mayWrite = (topic: string): string[] =>
  Object.entries(kafkaRights)
    .filter(([, { topics }]) =>
      Object.entries(topics).some(
        ([name, operations]) =>
          topic.startsWith(name) && operations.some((one) => ['Write', 'All'].includes(one)),
      ),
    )
    .map(([user]) => user);

describe("the rights of Kafka's users", () => {
  it.each(Object.keys(kafkaRightsFiles))('%s says what the table says (npm run docs)', (file) =>
    expect(textOf(`k8s/kafka/${file}`)).toBe(kafkaRightsFiles[file]?.()),
  );

  it('let one service write what all believe', () => {
    expect(mayWrite('rollcall.provisioning.v1')).toEqual(['rollcall-gateway']);
    expect(mayWrite('rollcall.credentials.v1')).toEqual(['rollcall-tokens']);
  });
});
