import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metrics } from './metrics';

it('names the version that runs', async () => {
  const { version } = JSON.parse(
    readFileSync(join(__dirname, '../../../package.json'), 'utf8'),
  ) as {
    version: string;
  };
  expect(
    await new Metrics('spec').registry.getSingleMetricAsString('rollcall_build_info'),
  ).toContain(`rollcall_build_info{version="${version}",service="spec"} 1`);
});
