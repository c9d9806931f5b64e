import { spawnSync } from 'node:child_process';

/**
 * Whether the programs are installed; says so where they are not, since then a test proves nothing.
 * @throws where POOLWRIGHT_REQUIRE_TOOLS=1 asks for them
 */
export function hasTools(...programs: string[]): boolean {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return true;
  const message = `${missing.join(' and ')} not installed`;
  if (process.env.POOLWRIGHT_REQUIRE_TOOLS === '1') throw new Error(message);
  console.log(`skipped: ${message}`);
  return false;
}
