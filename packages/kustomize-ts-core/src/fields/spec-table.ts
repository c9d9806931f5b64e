import type { FieldSpec } from './field-spec.ts';

/**
 * Field specs from lines `KIND PATH`, where KIND is `Kind`, `version/Kind` or `group/version/Kind`,
 * and its parts may be empty: `apps//Deployment` is that kind of any version.
 */
export function fieldSpecs(lines: readonly string[], create: boolean): FieldSpec[] {
  return lines.map((line) => {
    const space = line.indexOf(' ');
    const [kind = '', version = '', group = ''] = line.slice(0, space).split('/').reverse();
    return { group, version, kind, path: line.slice(space + 1), create };
  });
}

/** Lines for one path in several kinds. */
export function under(path: string, kinds: readonly string[]): string[] {
  return kinds.map((kind) => `${kind} ${path}`);
}
