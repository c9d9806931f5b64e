/**
 * Sends the requests of the golden file to the real engines again and writes their responses.
 *
 *     (cd test/oracles/yaml && go build -o /tmp/yaml-oracle .)
 *     node --conditions=development --import tsx test/oracles/yaml/refresh.ts /tmp/yaml-oracle
 *
 * To add a case, append a line with only its `request`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { YamlOracle } from '../../fuzz/yaml-oracle.ts';
import type { Request } from '../../packages/kustomize-ts-core/yaml/request.ts';

const GOLDEN = new URL('../../packages/kustomize-ts-core/yaml/fixtures/golden.jsonl', import.meta.url);

async function refresh(program: string): Promise<void> {
  const oracle = new YamlOracle(program);
  const lines = readFileSync(GOLDEN, 'utf8').trimEnd().split('\n');
  const refreshed: string[] = [];
  for (const line of lines) {
    const { request } = JSON.parse(line) as { request: Request };
    refreshed.push(JSON.stringify({ request, response: await oracle.send(request) }));
  }
  oracle.stop();
  writeFileSync(GOLDEN, `${refreshed.join('\n')}\n`);
}

await refresh(process.argv[2] ?? '/tmp/yaml-oracle');
