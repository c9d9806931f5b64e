import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createValidator, type Result } from '../../../packages/kubeconform-wasm/src/index.ts';
import { whenBuilt } from './built.ts';
import { CASES } from './cases.ts';

const golden: Record<string, Record<string, Result[]>> = JSON.parse(
  readFileSync(new URL('fixtures/golden.json', import.meta.url), 'utf8'),
);
const check = whenBuilt(test);

for (const [group, { options, texts }] of Object.entries(CASES)) {
  check(`answers as native kubeconform does: ${group}`, async () => {
    const validator = await createValidator(options);
    const answers = Object.keys(texts).map(async (name) => [
      name,
      await validator.validate(name, texts[name] ?? ''),
    ]);
    assert.equal(Object.fromEntries(await Promise.all(answers)), golden[group]);
    await validator.close();
  });
}

test.run();
