// npm run audit: asks the registry for advisories on all installed packages, those for development included, since bundled ones are among them.
// Exits with 1 for an advisory that .github/audit.yaml does not accept, and with 3 when there is no answer.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readExceptions } from './audit/exception.ts';
import { auditFaults } from './audit/faults.ts';
import { advisoriesOf } from './audit/report.ts';
import { root } from './build/options.ts';

const exceptions = readExceptions(readFileSync(join(root, '.github/audit.yaml'), 'utf8'));
const { stdout, error } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' });
try {
  if (error !== undefined) throw error;
  const faults = auditFaults(advisoriesOf(stdout), exceptions, new Date().toISOString().slice(0, 10));
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`no advisories, except ${exceptions.length} in .github/audit.yaml`);
  else process.exitCode = 1;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 3;
}
