// npm run schemas:types: generator/types/karpenter.generated.ts from the newest Karpenter schemas.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { schemasFolder } from './schemas/files.ts';
import { karpenterTypes } from './schemas/types.ts';

const target = new URL('../generator/types/karpenter.generated.ts', schemasFolder);
await mkdir(new URL('.', target), { recursive: true });
await writeFile(target, await karpenterTypes((name) => readFile(new URL(name, schemasFolder), 'utf8')));
