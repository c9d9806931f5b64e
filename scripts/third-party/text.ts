import type { Part } from './part.ts';

/** THIRD_PARTY.md: a table of the parts, and each license text once. */
export function thirdPartyText(parts: readonly Part[]): string {
  const title = '# Third-party code and data\n\nMade by `npm run third-party`; do not edit.\n\n';
  if (parts.length === 0) return `${title}This package holds no code or data of others.\n`;
  const rows = parts.map(
    ({ name, kind, version = '', license, note = '' }) =>
      `| ${name} | ${kind} | ${version} | ${license} | ${note} |`,
  );
  const table = ['| name | kind | version | license | what |', '|---|---|---|---|---|', ...rows].join('\n');
  const texts = [...byText(parts)].map(
    ([text, owners]) => `## ${owners.join(', ')}\n\n~~~text\n${text}\n~~~\n`,
  );
  return `${title}This package holds code or data of these projects. The texts of their licenses and notices follow.\n\n${table}\n\n${texts.join('\n')}`;
}

/** Texts of licenses, each with the names of the parts that it belongs to. */
function byText(parts: readonly Part[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { name, files } of parts)
    for (const { text } of files) {
      const lines = text.replace(/\r\n/g, '\n').replace(/[ \t]+$/gm, '');
      const names = owners.get(lines) ?? [];
      if (!names.includes(name)) names.push(name);
      owners.set(lines, names);
    }
  return owners;
}
