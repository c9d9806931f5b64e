#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { main } from './command.ts';
import { diskFileSystem } from './node.ts';

process.exitCode = main(process.argv.slice(2), {
  cwd: process.cwd(),
  fs: diskFileSystem(),
  stdout: process.stdout,
  stderr: process.stderr,
  writeFile(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  },
});
