import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PROJECT, run } from '../support/run.ts';

const test = suite('the library');

const OUTPUT = `9 files, 0 findings
EC2NodeClass {"name":"ads"}
EC2NodeClass {"name":"search"}
NodePool {"name":"ads"}
NodePool {"name":"search"}
`;

/** Runs a file below the checkout, where the package can import itself by its name. */
function node(args: string[]): string {
  const { status, stdout, stderr } = run(process.execPath, args, PROJECT);
  assert.is(status, 0, stderr);
  return stdout;
}

test('examples/fleet-in-code.ts runs from source', () => {
  assert.is(node(['--conditions=development', '--import', 'tsx', 'examples/fleet-in-code.ts']), OUTPUT);
});

test('and against what is built', () => {
  assert.is(node(['--import', 'tsx', 'examples/fleet-in-code.ts']), OUTPUT);
});

test('the example has the types it says', () => {
  const config = join(PROJECT, 'tsconfig.example.tmp.json');
  const options = JSON.parse(readFileSync(join(PROJECT, 'tsconfig.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(config, JSON.stringify({ ...options, include: ['examples'] }));
  try {
    const { status, stdout } = run(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '-p', config],
      PROJECT,
    );
    assert.is(status, 0, stdout);
  } finally {
    rmSync(config);
  }
});

test('importing does nothing, and both doors have the same names', () => {
  const names = "import('poolwright').then((all) => console.log(Object.keys(all).sort().join()))";
  const built = node(['--input-type=module', '-e', names]);
  const source = node(['--conditions=development', '--import', 'tsx', '--input-type=module', '-e', names]);
  assert.is(built, source);
  for (const name of ['check', 'openCrds', 'defineFleet', 'emit', 'loadFleet', 'render', 'writeTree'])
    assert.match(built, name);
});

test.run();
