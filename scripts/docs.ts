// npm run docs: writes the documents that are made from the code. test/scripts/docs.test.ts proves them fresh.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnosticsDocument } from '../generator/report/pages.ts';

const folder = fileURLToPath(new URL('../docs/', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}diagnostics.md`, diagnosticsDocument());
