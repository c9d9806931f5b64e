/**
 * `node --conditions=development --import tsx test/oracles/kubeconform/golden.ts`: writes what native kubeconform
 * answers to the cases of test/packages/kubeconform-wasm/cases.ts, its errors sorted, beside them. Needs Go.
 */
import { writeFileSync } from 'node:fs';
import type { Result } from '../../../packages/kubeconform-wasm/src/index.ts';
import { CASES } from '../../packages/kubeconform-wasm/cases.ts';
import { startOracle } from './client.ts';

const FILE = new URL('../../packages/kubeconform-wasm/fixtures/golden.json', import.meta.url);

const oracle = startOracle('sorted');
const golden: Record<string, Record<string, Result[]>> = {};
for (const [group, { options, texts }] of Object.entries(CASES)) {
  await oracle.create(options);
  golden[group] = {};
  for (const [name, text] of Object.entries(texts)) golden[group][name] = await oracle.validate(name, text);
}
oracle.close();
writeFileSync(FILE, `${JSON.stringify(golden, undefined, 1)}\n`);
