import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { whenBuilt } from './built.ts';

const PACKAGE = fileURLToPath(new URL('../../../packages/kubeconform-wasm/', import.meta.url));

whenBuilt(test)('the example of the README prints what the README says', () => {
  const readme = readFileSync(`${PACKAGE}README.md`, 'utf8');
  const blockOf = (language: string) => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
  const args = [
    '--conditions=development',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    blockOf('js'),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf8' });
  assert.equal({ status, stdout, stderr }, { status: 0, stdout: blockOf('text'), stderr: '' });
});

test.run();
