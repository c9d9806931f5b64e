import { type Document, isMap, isSeq, parseAllDocuments, type YAMLMap } from 'yaml';

/** Finds the YAML of an object in its file, with comments and style; undefined where the file has several of that name or none. */
export type FindNode = (file: string, kind: string, name: string) => YAMLMap | undefined;

/** @param textOf the text of a file that was read */
export function createNodes(textOf: (file: string) => string | undefined): FindNode {
  const known = new Map<string, Map<string, YAMLMap | undefined>>();
  return (file, kind, name) => {
    const nodes = known.get(file) ?? nodesIn(textOf(file) ?? '');
    known.set(file, nodes);
    return nodes.get(`${kind}/${name}`);
  };
}

function nodesIn(text: string): Map<string, YAMLMap | undefined> {
  const found = new Map<string, YAMLMap | undefined>();
  for (const node of parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' }).flatMap(objectsIn)) {
    const key = `${String(node.get('kind'))}/${String(node.getIn(['metadata', 'name']))}`;
    found.set(key, found.has(key) ? undefined : node);
  }
  return found;
}

function objectsIn({ contents }: Document): YAMLMap[] {
  if (!isMap(contents)) return [];
  const items = contents.get('items', true);
  return isSeq(items) ? items.items.filter((item) => isMap(item)) : [contents];
}
