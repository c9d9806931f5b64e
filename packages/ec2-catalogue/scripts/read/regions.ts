import type { Archive } from '../download.ts';

/** The names of all regions, from the table that cfn-lint has of their zones. */
export async function regionNames(cfnLint: Archive): Promise<string[]> {
  const text = (await cfnLint('cfnlint/helpers.py')).toString();
  const [, table = ''] = /^AVAILABILITY_ZONES = \{\n(.*?)^\}/ms.exec(text) ?? [];
  const names = Array.from(table.matchAll(/^ {4}"([a-z0-9-]+)": \[/gm), ([, name = '']) => name).sort();
  if (!names.includes('us-east-1')) throw new Error('the table of regions was not found');
  return names;
}
