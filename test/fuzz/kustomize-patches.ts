import fc from 'fast-check';
import { annotations, container, labels, servicePort, styledFields } from './kustomize-resources.ts';
import { oddScalars, textScalars } from './kustomize-scalars.ts';
import { apiVersionOf, block, entry, indent, type Maker, maybe, pick } from './kustomize-text.ts';

const POD_PATHS: Readonly<Record<string, string>> = {
  Deployment: 'spec:\n  template:\n    spec:\n',
  StatefulSet: 'spec:\n  template:\n    spec:\n',
  Job: 'spec:\n  template:\n    spec:\n',
  Pod: 'spec:\n',
};

const podPatch = fc.array(container, { minLength: 1, maxLength: 2 }).map((containers) => (kind: string) => {
  const path = POD_PATHS[kind] ?? '';
  return path && `${path}${indent(`containers:\n${containers.join('')}`, kind === 'Pod' ? 2 : 6)}`;
});

const dataPatch = fc.tuple(fc.constantFrom('k', 'app', 'new'), fc.oneof(oddScalars, textScalars)).map(
  ([key, value]) =>
    (kind: string) =>
      /ConfigMap|Secret/.test(kind) ? `data:\n  ${key}: ${value}\n` : '',
);

const customPatch = fc.tuple(oddScalars, oddScalars, styledFields).map(
  ([odd, value, styled]) =>
    (kind: string) =>
      kind === 'NodePool'
        ? `spec:\n  odd: ${odd}\n${indent(styled, 2)}  list:\n  - name: a\n    value: ${value.replaceAll('\n    ', '\n      ')}\n`
        : '',
);

const servicePatch = fc.array(servicePort, { minLength: 1, maxLength: 3 }).map((ports) => (kind: string) => {
  return kind === 'Service' ? `spec:\n  ports:\n${indent(ports.join(''), 2)}` : '';
});

const directivePatch = fc
  .constantFrom(
    '$patch: delete\n',
    '$patch: replace\n',
    '$patch: replace\n',
    '$patch: merge\n',
    'spec:\n  $patch: replace\n  replicas: 1\n',
    'spec:\n  template:\n    spec:\n      containers:\n      - $patch: replace\n      - name: only\n',
    'spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        $patch: delete\n',
    'spec:\n  template: null\n',
    'spec:\n  replicas: "5"\n',
  )
  .map(
    (text) => (kind: string) => (/Deployment|StatefulSet|Job/.test(kind) || text.startsWith('$') ? text : ''),
  );

const metadataPatch = fc
  .oneof(
    labels,
    annotations,
    fc.constantFrom('labels: null\n', 'labels:\n  app: null\n', 'annotations:\n  k: 2\n'),
  )
  .map((text) => () => text && `metadata:\n${indent(text, 2)}`);

const bodies = fc.tuple(
  fc.nat(3),
  fc.oneof(podPatch, { weight: 1, arbitrary: directivePatch }),
  dataPatch,
  customPatch,
  servicePatch,
  metadataPatch,
);

/** A strategic merge patch for one of the objects, as a document of its own. */
export const mergePatches: fc.Arbitrary<Maker> = fc
  .tuple(fc.nat(), bodies)
  .map(([number, [flavour, pod, data, custom, service, metadata]]) => (resources) => {
    const { kind, name, namespace } = pick(resources, number);
    const parts = [pod, data, custom, service].map((make) => make(kind)).join('');
    const about = flavour === 0 || parts === '' ? metadata().replace('metadata:\n', '') : '';
    const own = `  name: ${name}\n${namespace && `  namespace: ${namespace}\n`}`;
    return `apiVersion: ${apiVersionOf(kind)}\nkind: ${kind}\nmetadata:\n${own}${about}${parts}`;
  });

/** Selects by kind, name or label; written in flow style. */
export const selectors: fc.Arbitrary<Maker> = fc
  .tuple(
    fc.nat(),
    fc.record(
      {
        name: fc.constantFrom('a', '.*', 'p-a', 'w.b'),
        namespace: fc.constantFrom('x', 'default'),
        labelSelector: fc.constantFrom('app=web', 'app in (web,v1)', '!k'),
        version: fc.constant('v1'),
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
  )
  .map(([number, fields, isPlain]) => (resources) => {
    const { kind } = pick(resources, number);
    return JSON.stringify(isPlain ? { kind } : { kind, ...fields });
  });

const common = [
  '/metadata/labels/app',
  '/metadata/annotations/note',
  '/metadata/annotations/k',
  '/metadata/annotations',
  '/metadata/labels',
];
const POINTERS: Readonly<Record<string, readonly string[]>> = {
  Deployment: [
    ...common,
    '/spec/replicas',
    '/spec/template/spec/containers/0/image',
    '/spec/template/spec/containers/-',
  ],
  ConfigMap: [...common, '/data/k', '/data'],
  Secret: [...common, '/data/k', '/type'],
  NodePool: [...common, '/spec/odd', '/spec/list/0', '/spec/list/-', '/spec/new'],
};

/** The value of an operation, in flow style. */
const jsonValue = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('"v"', '"v"', '1', 'true', '{name: z}', '1.5', '9007199254740993', '{x: y}'),
  },
  fc.constantFrom('"one\\n  two\\n\\n three\\n"', '"\\ttab\\n"', '"a: b"', 'null'),
);

const operation = fc
  .tuple(
    fc.constantFrom('add', 'add', 'add', 'replace', 'replace', 'remove', 'copy', 'move'),
    fc.nat(),
    fc.nat(),
    jsonValue,
  )
  .map(([op, path, from, value]) => (kind: string) => {
    const pointers = POINTERS[kind] ?? common;
    const at = (number: number) => pointers[number % pointers.length];
    // Upstream keeps internal annotations among the others and copies them, too.
    const source = at(from) === '/metadata/annotations' ? '/metadata/name' : at(from);
    const given = /annotations$|labels$|data$/.test(at(path) ?? '') ? '{x: y}' : value;
    return `- {op: ${op}, path: ${at(path)}, from: ${source}, value: ${given}}\n`;
  });

/** Tests that often succeed; never of all annotations, among which upstream keeps internal ones. */
const testOperation = fc
  .tuple(
    fc.nat(),
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('"web"', '"v1"', '"hi"', '1', '"1"', 'null', 'plain') },
      jsonValue,
    ),
  )
  .map(([path, value]) => (kind: string) => {
    const pointers = (POINTERS[kind] ?? common).filter((pointer) => pointer !== '/metadata/annotations');
    return `- {op: test, path: ${pointers[path % pointers.length]}, value: ${value}}\n`;
  });

const operations = fc.oneof(
  { weight: 5, arbitrary: fc.array(operation, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.tuple(testOperation, operation).map((both) => [...both]) },
);

/** An entry of `patchesJson6902`. */
export const jsonPatches: fc.Arbitrary<Maker> = fc
  .tuple(fc.nat(), operations)
  .map(([number, ops]) => (resources) => {
    const { kind, name } = pick(resources, number);
    const [group = '', version = 'v1'] = apiVersionOf(kind).includes('/')
      ? apiVersionOf(kind).split('/')
      : [];
    return entry({
      target: `{${group && `group: ${group}, `}version: ${version}, kind: ${kind}, name: ${name}}`,
      patch: block(ops.map((make) => make(kind)).join('')),
    });
  });

/** An entry of `patches`, of either kind. */
export const patches: fc.Arbitrary<Maker> = fc.oneof(
  fc
    .tuple(
      mergePatches,
      maybe(selectors, 2),
      maybe(fc.constantFrom('{allowNameChange: true}', '{allowKindChange: true}')),
    )
    .map(
      ([make, target, options]): Maker =>
        (resources) =>
          entry({ patch: block(make(resources)), target: target?.(resources), options }),
    ),
  fc.tuple(fc.nat(), operations).map(
    ([number, ops]): Maker =>
      (resources) => {
        const { kind, name } = pick(resources, number);
        return entry({
          target: `{kind: ${kind}, name: ${name}}`,
          patch: block(ops.map((make) => make(kind)).join('')),
        });
      },
  ),
);
