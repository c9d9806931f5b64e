#!/usr/bin/env node
import { enableCompileCache } from '../cache/compiled.ts';

// Only what is imported after it is compiled with the cache.
if (!process.argv.includes('--no-cache')) enableCompileCache(process.env);
const { start } = await import('./start.ts');
await start();
