import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Exception, readExceptions } from '../../../scripts/audit/exception.ts';
import { auditFaults } from '../../../scripts/audit/faults.ts';
import { type Advisory, advisoriesOf } from '../../../scripts/audit/report.ts';
import { PROJECT } from '../../support/run.ts';
import { createSandbox } from '../../support/sandbox.ts';

const ID = 'GHSA-aaaa-bbbb-cccc';
const ADVISORY: Advisory = { id: ID, package: 'yaml', severity: 'high', title: 'Loops', range: '<99.0.0' };
const EXCEPTION: Exception = {
  advisory: ID,
  package: 'yaml',
  reason: 'only our own files are read',
  expires: '2027-01-31',
};

/** What a registry answers: the advisories by package, or an error status. */
type Registry = Record<string, object[]> | number;

test('npm run audit passes where the registry knows no advisory', async () => {
  const { status, stdout } = await audit({});
  assert.is(status, 0);
  assert.is(stdout, 'no advisories, except 0 in .github/audit.yaml\n');
});

test('npm run audit names an advisory on a bundled package, which is a development dependency, and exits with 1', async () => {
  const url = `https://github.com/advisories/${ID}`;
  const { status, stderr } = await audit({
    yaml: [
      { id: 1, url, title: 'Loops', severity: 'high', vulnerable_versions: '<99.0.0', cwe: [], cvss: {} },
    ],
  });
  assert.is(status, 1);
  assert.is(stderr, `yaml <99.0.0: high: Loops (${ID})\n`);
});

test('npm run audit exits with 3 where the registry does not answer', async () => {
  const { status, stderr } = await audit(405);
  assert.is(status, 3);
  assert.match(stderr, /^npm audit failed: .+/);
});

test('an accepted advisory counts from the day after it expires', () => {
  assert.equal(auditFaults([ADVISORY], [EXCEPTION], '2027-01-31'), []);
  assert.equal(auditFaults([ADVISORY], [EXCEPTION], '2027-02-01'), [
    `yaml <99.0.0: high: Loops (${ID}, accepted until 2027-01-31)`,
  ]);
  assert.is(auditFaults([{ ...ADVISORY, package: 'ajv' }], [EXCEPTION], '2027-01-31').length, 2);
  assert.equal(auditFaults([], [EXCEPTION], '2027-01-31'), [
    `yaml: ${ID} is accepted and not reported: remove the entry`,
  ]);
});

test('an advisory that several packages inherit is reported once, by the package that it is about', () => {
  const via = {
    source: 1,
    name: 'yaml',
    url: `https://x/${ID}`,
    title: 'Loops',
    severity: 'high',
    range: '<99.0.0',
  };
  const vulnerabilities = { yaml: { via: [via, via] }, upper: { via: ['yaml'] } };
  assert.equal(advisoriesOf(JSON.stringify({ auditReportVersion: 2, vulnerabilities })), [ADVISORY]);
});

test('an entry without a reason or a day is refused', () => {
  const text = `- advisory: ${ID}\n  package: yaml\n  reason: only our own files are read\n  expires: 2027-01-31\n`;
  assert.equal(readExceptions(text), [EXCEPTION]);
  assert.throws(
    () => readExceptions(text.replace(/.*reason.*\n/, '')),
    /accepted advisory 1: reason has to match/,
  );
  assert.throws(
    () => readExceptions(text.replace('2027-01-31', 'never')),
    /accepted advisory 1: expires has to match/,
  );
  assert.throws(
    () => readExceptions(`${text}  until: 2027-01-31\n`),
    /accepted advisory 1: unknown field until/,
  );
});

async function audit(registry: Registry): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isAudit = request.url === '/-/npm/v1/security/advisories/bulk';
      response.statusCode = isAudit && typeof registry === 'number' ? registry : 200;
      const name = decodeURIComponent(request.url?.slice(1) ?? '');
      response.end(JSON.stringify(isAudit ? registry : { name, versions: {} }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cache = createSandbox();
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: cache.root,
  };
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/audit.ts'], { cwd: PROJECT, env });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (output.stdout += data));
    child.stderr.on('data', (data) => (output.stderr += data));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { status, ...output };
  } finally {
    server.close();
    cache.remove();
  }
}

test.run();
