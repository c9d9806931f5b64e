// npm run docs: writes the documents that are made from the code. test/scripts/docs.test.ts proves them fresh.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openCrds } from '../generator/crds/karpenter.ts';
import { diagnosticsDocument } from '../generator/report/pages.ts';
import { fleetDocument } from '../generator/report/reference/document.ts';
import { checksDocument } from './docs/checks.ts';

const folder = fileURLToPath(new URL('../docs/', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}diagnostics.md`, diagnosticsDocument());
writeFileSync(`${folder}checks.md`, checksDocument());
writeFileSync(`${folder}fleet.md`, fleetDocument(openCrds().history));
