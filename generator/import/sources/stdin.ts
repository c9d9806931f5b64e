import type { Target } from '../target.ts';
import type { Library } from './library.ts';
import { environmentOf } from './names.ts';

/** A line that says which cluster the documents after it are of. */
const HEADING = /^(?:---[ \t]*)?#[ \t]*cluster:?[ \t]+(?:([\w.-]+)\/)?([\w.:@-]+)[ \t]*$/gm;

/** Standard input: one cluster's objects, or those of several, each after a line `# cluster NAME`. */
export function clusterDumps(library: Library): Target[] {
  const manifests = library.manifests('-', true);
  const text = library.texts.get('stdin') ?? '';
  const headings = [...text.matchAll(HEADING)].map((match) => ({
    environment: match[1],
    cluster: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
  if (headings.length === 0)
    return [
      {
        environment: 'default',
        objects: library.objectsOf(manifests),
        substitution: 'literal',
        origin: 'stdin',
      },
    ];
  return headings.map(({ environment, cluster, line }, i) => {
    const end = headings[i + 1]?.line ?? Number.POSITIVE_INFINITY;
    const own = manifests.filter((one) => {
      const at = one.locate([]).line;
      return at >= line && at < end;
    });
    return {
      environment: environment ?? environmentOf(cluster),
      cluster,
      objects: library.objectsOf(own),
      substitution: 'literal',
      origin: `stdin (${cluster})`,
    };
  });
}
