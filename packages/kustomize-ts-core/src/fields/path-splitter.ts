/** Splits a path at a delimiter; a backslash before one makes it part of a name (kyaml `PathSplitter`). */
export function splitPath(path: string, delimiter: string): string[] {
  const parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === '') parts.shift();
  if (!path.includes('\\')) return parts;
  const result: string[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.endsWith('\\')) result[result.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else result.push(part);
  }
  return result;
}

/**
 * Splits a dotted path, keeping `[a.b]` together: as `[name=a.b]` when it selects an element, else
 * as the plain name `a.b` (kyaml `SmarterPathSplitter`).
 */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, '.');
  const result: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    let part = parts[index] ?? '';
    if (!part.startsWith('[') || part.endsWith(']')) {
      result.push(part);
      continue;
    }
    while (index < parts.length - 1) {
      const next = parts[++index] ?? '';
      part += `.${next}`;
      if (next.endsWith(']')) break;
    }
    result.push(part.includes('=') ? part : part.replace(/^[[\]]+|[[\]]+$/g, ''));
  }
  return result;
}
