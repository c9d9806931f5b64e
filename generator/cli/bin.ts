#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Commands } from './main.ts';
import { start } from './start.ts';

// Every unhandled error or rejection is a bug.
process.on('uncaughtException', async (error) => {
  const { reportBug } = await import('./bug.ts');
  reportBug(error, process.argv.slice(2));
});

/** Loads a command from the file that the build creates from a module in `programs/`. */
async function load(use: string): Promise<Commands> {
  const { requireCompiled } = await import('../cache/fast/compiled.ts');
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'cli');
  const program = readFileSync(join(folder, 'id'), 'latin1');
  const file = join(folder, use === 'gate' ? 'gate.cjs' : 'commands.cjs');
  const { exports, keep } = requireCompiled(file, { program, use, env: process.env });
  return { ...(exports as Commands), done: keep };
}

void start(load);
