import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createValidator,
  KubeconformError,
  schemaFolder,
} from '../../../packages/kubeconform-wasm/src/index.ts';
import { object, whenBuilt } from './built.ts';

const check = whenBuilt(test);

check('asks a function for each name once, in the order of the locations', async () => {
  const asked: string[] = [];
  const validator = await createValidator({
    schemas: async (name) => {
      asked.push(name);
      return name === 'pod-v1.json' ? '{}' : undefined;
    },
  });
  for (let i = 0; i < 3; i++) assert.is((await validator.validate('f', object('Pod')))[0]?.status, 'valid');
  assert.equal(asked, ['pod-v1-v1.json', 'pod-v1.json']);
  await validator.close();
});

check('follows a reference from one schema to another', async () => {
  const schemas = {
    'pod-v1.json': '{"$ref":"defs/a.json#/x"}',
    'defs/a.json': '{"x":{"required":["spec"]}}',
  };
  const validator = await createValidator({ schemas: (name) => schemas[name as keyof typeof schemas] });
  assert.match((await validator.validate('f', object('Pod')))[0]?.message ?? '', "missing property 'spec'");
  await validator.close();
});

check('rejects a call when the source of schemas throws, and answers the next', async () => {
  let broken = true;
  const cause = new Error('disk on fire');
  const validator = await createValidator({
    schemas: () => {
      if (broken) throw cause;
      return '{}';
    },
  });
  const error = await validator.validate('f', object('Pod')).catch((reason: unknown) => reason);
  assert.instance(error, KubeconformError);
  assert.is((error as KubeconformError).code, 'schema');
  assert.is((error as KubeconformError).cause, cause);
  broken = false;
  assert.is((await validator.validate('f', object('Pod')))[0]?.status, 'valid');
  await validator.close();
});

test('reads a folder, and nothing outside of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconform-schemas-'));
  mkdirSync(join(folder, 'in/sub.json'), { recursive: true });
  writeFileSync(join(folder, 'outside.json'), '1');
  writeFileSync(join(folder, 'in/a.json'), '2');
  const read = schemaFolder(join(folder, 'in'));
  assert.is(await read('a.json'), '2');
  assert.is(await read('x/../a.json'), '2');
  for (const name of [
    'b.json',
    '../outside.json',
    'sub.json',
    'a.json/b.json',
    'a\0.json',
    '',
    `${'x'.repeat(5000)}`,
  ]) {
    assert.is(await read(name), undefined, name.slice(0, 20));
  }
  rmSync(folder, { recursive: true });
});

test.run();
