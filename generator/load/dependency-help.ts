import type { Path } from './path.ts';

/** The right form of an entry of `delivery.flux.dependsOn` that is written as one text; undefined for any other field. */
export function dependencyHelp(path: Path, value: unknown): string | undefined {
  const at = path.indexOf('dependsOn');
  const isEntry = at >= 0 && (path.length === at + 2 || path.at(-1) === 'name');
  if (!isEntry || typeof value !== 'string') return undefined;
  const [first = '', second, ...more] = value.split('/');
  if (more.length > 0 || first === '' || (second === undefined && path.at(-1) === 'name')) return undefined;
  return second === undefined
    ? `Write a mapping: { name: ${first} }`
    : `Write name and namespace as two fields: { name: ${second}, namespace: ${first} }`;
}
