import { expectGolden } from '@rollcall/testing';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withHolds } from './holds.fixture';
import { withoutHolds } from './life.fixture';

const recordedTopics = { ...withoutHolds, ...withHolds };
const folder = join(__dirname, '../../../contracts/recorded');

describe('the recorded topics', () => {
  describe.each(Object.entries(recordedTopics))('%s', (name, make) => {
    const { records, ...expected } = make();

    it('has a golden log', () =>
      expectGolden(
        join(folder, `${name}.ndjson`),
        records.map((one) => `${JSON.stringify(one)}\n`).join(''),
      ));

    it('has a golden outcome', () => expectGolden(join(folder, `${name}.json`), expected));
  });

  it('are all that the folder has', () => {
    const files = readdirSync(folder).filter((file) => file !== 'README.md');
    const names = Object.keys(recordedTopics).flatMap((name) => [`${name}.json`, `${name}.ndjson`]);
    expect(files.sort()).toEqual(names.sort());
  });
});
