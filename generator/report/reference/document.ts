import type { SchemaHistory } from '../../check/crd/field-versions.ts';
import { childrenOf, fieldOf, type Place, placeAt } from './field.ts';
import { shapeOf } from './shape.ts';
import { allowedText, paragraphs, rowOf, TABLE_HEAD } from './text.ts';

/** The sections of the reference: a title, and the place whose fields it lists. */
const SECTIONS: [title: string, path: string][] = [
  ['fleet.yaml', ''],
  ['spec', 'spec'],
  ['variables', 'spec.variables'],
  ['pools', 'spec.pools'],
  ['defaults', 'spec.defaults'],
  ['nodeClasses', 'spec.nodeClasses'],
  ['environments', 'spec.environments'],
  ['delivery.flux', 'spec.delivery.flux'],
  ['delivery.argocd', 'spec.delivery.argocd'],
  ['checks', 'spec.checks'],
  ['nodePool', 'spec.pools.*.nodePool'],
  ['nodeClass', 'spec.pools.*.nodeClass'],
];

/** Every field of fleet.yaml: docs/fleet.md. */
export function fleetDocument(history: SchemaHistory): string {
  const sections = SECTIONS.map(([title, path]) => section(title, path, history));
  const contents = SECTIONS.map(([title]) => `[${title}](#${title.toLowerCase().replaceAll('.', '')})`);
  return `# fleet.yaml

Every field of fleet.yaml. \`poolwright explain spec.pools.*.nodePool.disruption\` prints any of them with its full description and
the Karpenter versions that have it. In paths \`*\` stands for a name that you choose and \`[]\` for an entry of a list. \`npm run docs\` writes
this file.

${contents.join(' · ')}

${sections.join('\n\n')}
`;
}

function section(title: string, path: string, history: SchemaHistory): string {
  const place = placeAt(path);
  if (!('node' in place)) throw new Error(`the schema has no ${path}`);
  const rows = placesBelow(place)
    .filter(saysSomething)
    .map((child) => rowOf(fieldOf(child, history), child.path.slice(path.length).replace(/^\./, '')));
  const heading = path === '' ? '' : `\`${path}\`: ${paragraphs(shapeOf(place.node).description)}\n\n`;
  return `## ${title}\n\n${heading}${TABLE_HEAD}\n${rows.join('\n')}`;
}

/** All places below one, down to those that have a section of their own. */
function placesBelow(place: Place): Place[] {
  return childrenOf(place).flatMap((child) => [child, ...(hasSection(child) ? [] : placesBelow(child))]);
}

/** Whether a row adds information to that of the mapping or list around it. */
function saysSomething({ node }: Place): boolean {
  const shape = shapeOf(node);
  return shape.description !== '' || allowedText({ shape, values: new Map() }) !== '';
}

function hasSection({ path, node }: Place): boolean {
  return (
    SECTIONS.some(([, other]) => other === path) ||
    /Spec$/.test(shapeOf(node).definition ?? '') ||
    path === 'spec.delivery'
  );
}
