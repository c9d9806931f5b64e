import type { SchemaHistory } from '../../check/crd/field-versions.ts';
import { childrenOf, fieldOf, type Place, ROOT } from './field.ts';
import { typeText } from './shape.ts';
import { allowedText, defaultText, paragraphs, rowOf, TABLE_HEAD, versionText } from './text.ts';

/** The reference of one field, in Markdown. */
export function fieldPage(place: Place, history: SchemaHistory): string {
  const field = fieldOf(place, history);
  const { path, shape, required, karpenter } = field;
  const value = defaultText(shape);
  const allowed = allowedText(field);
  const facts = [
    `- Type: ${typeText(shape)}${required ? ', required' : ''}`,
    ...(value === '' ? [] : [`- Default: \`${value}\``]),
    ...(allowed === '' ? [] : [`- Takes: ${allowed}`]),
    ...(karpenter === undefined ? [] : [`- Karpenter: ${versionText(karpenter)}`]),
  ];
  const rows = fieldsBelow(place).map((child) =>
    rowOf(fieldOf(child, history), child.path.slice(path.length).replace(/^\./, '')),
  );
  return `${[
    `# ${path}`,
    ...(shape.description === '' ? [] : [paragraphs(shape.description)]),
    facts.join('\n'),
    ...(rows.length === 0 ? [] : [`## Fields\n\n${TABLE_HEAD}\n${rows.join('\n')}`]),
  ].join('\n\n')}\n`;
}

/** The fields right below a place; those of its items or entries where they have some. */
function fieldsBelow(place: Place): Place[] {
  const children = childrenOf(place);
  const [only] = children;
  const grandchildren =
    children.length === 1 && only && /(?:\*|\[\])$/.test(only.path) ? childrenOf(only) : [];
  return grandchildren.length > 0 ? grandchildren : children;
}

/** Every path of fleet.yaml that ends in a name or in the last steps of a path, the shortest first. */
export function pathsOf(tail: string): string[] {
  const name = tail.replace(/\[\d*\]|\.\d+(?=\.|$)/g, '[]');
  const below = (place: Place): string[] =>
    childrenOf(place).flatMap((child) => [
      ...(child.path.endsWith(`.${name}`) ? [child.path] : []),
      ...below(child),
    ]);
  return below(ROOT).toSorted((a, b) => a.length - b.length);
}
