// Sends the requests of the golden file to the real engines, built as README.md says, and writes their answers again.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Request } from '../../packages/kustomize-ts-core/yaml/request.ts';
import { startYamlOracle } from './client.ts';

const GOLDEN = new URL('../../packages/kustomize-ts-core/yaml/fixtures/golden.jsonl', import.meta.url);

const oracle = startYamlOracle();
const refreshed: string[] = [];
for (const line of readFileSync(GOLDEN, 'utf8').trimEnd().split('\n')) {
  const { request } = JSON.parse(line) as { request: Request };
  refreshed.push(JSON.stringify({ request, response: await oracle.ask(request) }));
}
oracle.close();
writeFileSync(GOLDEN, `${refreshed.join('\n')}\n`);
