import fc from 'fast-check';
import { selectors } from './kustomize-patches.ts';
import { apiVersionOf, entry, type Maker, maybe, pick } from './kustomize-text.ts';

const SOURCE_PATHS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['metadata.name', 'data.k', 'metadata.annotations.k'],
  NodePool: ['metadata.name', 'spec.odd', 'spec.list'],
  Service: ['metadata.name', 'spec.type', 'spec.ports.0.port'],
  Deployment: [
    'metadata.name',
    'spec.template.spec.containers.0.image',
    'spec.template.spec.containers.0.args.0',
    'spec.template.spec',
  ],
};

const targetPath = fc.constantFrom(
  'metadata.labels.app',
  'metadata.annotations.[example.com/x]',
  'metadata.annotations.note',
  'spec.template.spec.containers.0.image',
  'spec.template.spec.containers.[name=a].image',
  'spec.template.spec.containers.*.image',
  'data.k',
  'spec.template.spec.containers.0.args.0',
  'spec.odd',
  'spec.list.0.value',
  'spec.replicas',
);

const options = fc.constantFrom(
  '{create: true}',
  '{create: true}',
  '{delimiter: ":", index: 1}',
  '{delimiter: "-", index: 0, create: true}',
  '{delimiter: "/", index: -1}',
);

/** False for a source in the list that the target selects with a wildcard: upstream copies what it has just changed. */
const isSupported = (from = '', to: string, given: string | undefined) =>
  given === undefined || !to.includes('*') || !from.startsWith(to.slice(0, to.indexOf('*')));

/** An entry of `replacements` with a constant, which is empty in most. */
const constants: fc.Arbitrary<Maker> = fc
  .tuple(
    fc.constantFrom('""', '""', "''", '"true"', 'x'),
    fc.constantFrom(
      'tags.new',
      'tags.c',
      'tags.d.new',
      'deep.new',
      'fresh',
      'odd',
      'list.0.value',
      'list.[name=new].value',
      'terms.0.tags.new',
      'terms.1',
      'terms.1.new',
      'terms.*.tags.new',
      'words.2',
      'words.0',
      'words.[=z]',
      '/metadata.labels.new',
      '/metadata.labels.app',
      '/data.k',
      '/data.new',
      '/metadata.annotations.new',
    ),
    maybe(options, 24),
  )
  .map(([text, to, given]) => () => {
    const select = to.startsWith('/') ? '{kind: ConfigMap}' : '{kind: NodePool}';
    const path = to.startsWith('/') ? to.slice(1) : `spec.${to}`;
    return [
      `- sourceValue: ${text}\n  targets:\n  - select: ${select}\n    fieldPaths: ["${path}"]\n`,
      given === undefined ? '' : `    options: ${given}\n`,
    ].join('');
  });

/** An entry of `replacements` with a field of an object. */
const copies: fc.Arbitrary<Maker> = fc
  .tuple(fc.nat(), fc.nat(3), selectors, targetPath, maybe(options, 8))
  .map(([number, path, select, to, given]) => (resources) => {
    const { kind, name } = pick(resources, number);
    const paths = SOURCE_PATHS[kind] ?? ['metadata.name'];
    const from = paths[path % paths.length];
    if (!isSupported(from, to, given)) return '';
    return [
      `- source: {kind: ${kind}, name: ${name}, fieldPath: "${from}"}\n  targets:\n`,
      `  - select: ${select(resources)}\n    fieldPaths: ["${to}"]\n`,
      given === undefined ? '' : `    options: ${given}\n`,
    ].join('');
  });

/** An entry of `replacements`. */
export const replacements: fc.Arbitrary<Maker> = fc.oneof({ weight: 2, arbitrary: copies }, constants);

/** An entry of `vars`. */
export const variables: fc.Arbitrary<Maker> = fc
  .tuple(fc.nat(), maybe(fc.constantFrom('metadata.labels.app', 'kind', 'own', 'own'), 2), fc.nat(3))
  .map(([number, path, own]) => (resources) => {
    const { kind, name } = pick(resources, number);
    const paths = SOURCE_PATHS[kind] ?? ['metadata.name'];
    const fieldPath = path === 'own' ? paths[own % paths.length] : path;
    const objref = `{kind: ${kind}, name: ${name}, apiVersion: ${apiVersionOf(kind)}}`;
    return entry({ name: 'VAR', objref, fieldref: fieldPath && `{fieldPath: ${fieldPath}}` });
  });
