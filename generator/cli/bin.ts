#!/usr/bin/env node
import { enableCompileCache } from '../cache/compiled.ts';

// Every error that nothing else handles is a bug, rejections among them.
process.on('uncaughtException', async (error) => {
  const { reportBug } = await import('./bug.ts');
  reportBug(error, process.argv.slice(2));
});
// Only what is imported after it is compiled with the cache.
enableCompileCache(process.env);
const { start } = await import('./start.ts');
await start();
