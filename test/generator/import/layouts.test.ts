import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planCounts } from '../../../generator/import/index.ts';
import { importFiles } from './helper.ts';
import { LAYOUTS } from './layouts/index.ts';

const test = suite('import of repositories as people lay them out');

for (const { name, files, request, environments } of LAYOUTS)
  test(name, () => {
    const { fleet, diagnostics } = importFiles(files, request);
    assert.equal(
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ message, at }) => `${at?.file}:${at?.line} ${message}`),
      [],
    );
    assert.ok(fleet?.isProven);
    assert.equal(fleet?.proof && planCounts(fleet.proof), { rolls: 0, deleted: 0 });
    const found = fleet?.imported.environments.map(
      ({ name, clusters }) => `${name}: ${clusters.toSorted().join(', ')}`,
    );
    assert.equal(found?.toSorted(), environments);
  });

test('there are sixty of them', () => {
  assert.ok(LAYOUTS.length >= 60, `${LAYOUTS.length}`);
});

test.run();
