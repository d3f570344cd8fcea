import { createRequire } from 'node:module';
import { textOf } from '../support/source-tree';

const { FILES, RIGHTS } = createRequire(__filename)('../../../../tools/ops/kafka-rights.mjs') as {
  readonly FILES: Readonly<Record<string, () => string>>;
  readonly RIGHTS: Readonly<
    Record<string, { readonly topics: Readonly<Record<string, readonly string[]>> }>
  >;
};

const mayWrite = (topic: string): string[] =>
  Object.entries(RIGHTS)
    .filter(([, { topics }]) =>
      Object.entries(topics).some(
        ([name, operations]) =>
          topic.startsWith(name) && operations.some((one) => ['Write', 'All'].includes(one)),
      ),
    )
    .map(([user]) => user);

describe("the rights of Kafka's users", () => {
  it.each(Object.keys(FILES))('%s says what the table says (npm run docs)', (file) =>
    expect(textOf(`k8s/kafka/${file}`)).toBe(FILES[file]?.()),
  );

  it('let one service write what all believe', () => {
    expect(mayWrite('rollcall.provisioning.v1')).toEqual(['rollcall-gateway']);
    expect(mayWrite('rollcall.credentials.v1')).toEqual(['rollcall-tokens']);
  });
});
