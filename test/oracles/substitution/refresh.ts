import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type Answer, type Request, startOracle } from './client.ts';
import { requests } from './requests.ts';

/** A request with the answers of the real engines; the request has the values of variables. */
interface GoldenCase extends Request {
  flux: Answer;
  gnu?: { result: string };
}

function askEnvsubst({ template, vars }: Request): { result: string } {
  const child = spawnSync(
    '/usr/bin/env',
    ['-i', ...Object.entries(vars).map(([name, value]) => `${name}=${value}`), 'envsubst'],
    { input: template },
  );
  if (child.status !== 0) throw new Error(child.stderr.toString());
  return { result: child.stdout.toString() };
}

const oracle = startOracle();
const cases: GoldenCase[] = [];
/** A request that differs from the one before in strictness alone, and not in its answer, adds nothing. */
let last = '';
for (const request of requests()) {
  const flux = await oracle.ask(request);
  const seen = request.template + JSON.stringify([request.vars, flux]);
  if (seen === last) continue;
  last = seen;
  cases.push({ ...request, flux, ...(request.mode === 'envsubst' && { gnu: askEnvsubst(request) }) });
}
oracle.close();
const lines = cases.map((recorded) => JSON.stringify(recorded)).join(',\n');
writeFileSync(new URL('fixtures/golden.json', import.meta.url), `{"cases":[\n${lines}\n]}\n`);
