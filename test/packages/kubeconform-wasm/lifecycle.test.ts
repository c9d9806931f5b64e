import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createValidator, KubeconformError } from '../../../packages/kubeconform-wasm/src/index.ts';
import { object, whenBuilt, within } from './built.ts';

const check = whenBuilt(test);
const INDEX = fileURLToPath(new URL('../../../packages/kubeconform-wasm/src/index.ts', import.meta.url));
const DEADLINE = 20_000;

/** Runs a script that has `createValidator` at hand, in a process of its own. */
function run(script: string): { status: number | null; stdout: string; stderr: string } {
  const text = `import { createValidator } from ${JSON.stringify(INDEX)};\n${script}`;
  const args = ['--conditions=development', '--import', 'tsx', '--input-type=module', '--eval', text];
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: DEADLINE });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const reason = await within(DEADLINE, work).catch((error: unknown) => error);
  return reason instanceof KubeconformError ? reason.code : `no error of ours: ${reason}`;
}

check('an idle validator that nobody closes lets the process end', () => {
  const script = `
    const validator = await createValidator({ schemas: { 'pod-v1.json': '{}' } });
    console.log((await validator.validate('f', 'apiVersion: v1\\nkind: Pod\\n'))[0].status);`;
  const { status, stdout, stderr } = run(script);
  assert.equal({ status, stdout, stderr }, { status: 0, stdout: 'valid\n', stderr: '' });
});

check('a process waits for answers that are under way, with a slow source of schemas too', () => {
  const script = `
    const schemas = () => new Promise((resolve) => setTimeout(resolve, 200, '{}').unref());
    const validator = await createValidator({ schemas });
    validator.validate('f', 'apiVersion: v1\\nkind: Pod\\n').then((results) => console.log(results[0].status));`;
  const { status, stdout } = run(script);
  assert.equal({ status, stdout }, { status: 0, stdout: 'valid\n' });
});

check('overlapping calls are answered in turn', async () => {
  const validator = await createValidator({ schemas: { 'pod-v1.json': '{}' } });
  const order: string[] = [];
  const names = Array.from({ length: 50 }, (_, i) => `f${i}`);
  await Promise.all(
    names.map(async (name) => {
      const [result] = await validator.validate(name, object('Pod'));
      order.push(result?.file ?? '');
    }),
  );
  assert.equal(order, names);
  await validator.close();
});

check('a closed validator says so, to calls under way as well', async () => {
  const validator = await createValidator({ schemas: () => new Promise(() => {}) });
  const underWay = [
    codeOf(validator.validate('f', object('Pod'))),
    codeOf(validator.validate('g', object('Pod'))),
  ];
  await validator.close();
  assert.equal(await Promise.all(underWay), ['closed', 'closed']);
  assert.is(await codeOf(validator.validate('f', object('Pod'))), 'closed');
  await validator.close();
});

check('options that kubeconform does not accept are refused', async () => {
  assert.is(await codeOf(createValidator({ schemas: {}, locations: ['{{ .Nothing }}.json'] })), 'option');
  assert.is(await codeOf(createValidator({ schemas: {}, locations: ['{{ .json'] })), 'option');
  assert.is(await codeOf(createValidator({ schemas: {}, kubernetesVersion: '1.33' })), 'option');
});

test.run();
