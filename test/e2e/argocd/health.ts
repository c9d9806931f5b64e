import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT } from '../../support/run.ts';

/** The entries of `argocd-cm` that docs/argocd.md gives. */
export function documentedHealth(): Record<string, string> {
  const text = readFileSync(join(PROJECT, 'docs', 'argocd.md'), 'utf8');
  const [, block] = /<!-- health -->\n```yaml\n(.*?)```/s.exec(text) ?? [];
  const { data } = parse(block ?? '') as { data: Record<string, string> };
  return data;
}
