import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import compare from '../../../scripts/conformance/substitution.ts';

const GOLDEN = new URL('fixtures/golden.json', import.meta.url);

test('every recorded answer of Flux and GNU envsubst is ours, too', async () => {
  const text = readFileSync(GOLDEN, 'utf8');
  const { passed, total, failures } = await compare([JSON.parse(text)]);
  assert.equal(failures, []);
  assert.is(passed, total);
  assert.ok(total > 500);
});

test('the comparison needs no program on the path', () => {
  const script = ['--conditions=development', '--import', 'tsx', 'scripts/conformance.ts', 'substitution'];
  const { stdout, status } = spawnSync(process.execPath, [...script, fileURLToPath(GOLDEN)], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    env: { PATH: '' },
    encoding: 'utf8',
  });
  assert.match(stdout, /^substitution: (\d+)\/\1\n$/);
  assert.is(status, 0);
});

test.run();
