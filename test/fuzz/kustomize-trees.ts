import fc from 'fast-check';
import type { Tree } from './kustomize-oracle.ts';
import {
  container,
  labels,
  names,
  namespaces,
  oddScalars,
  resources,
  textScalars,
} from './kustomize-resources.ts';

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof(
    { weight, arbitrary: arbitrary as fc.Arbitrary<T | undefined> },
    { weight: 4, arbitrary: fc.constant(undefined) },
  );

const kinds = fc.constantFrom(
  'Deployment',
  'StatefulSet',
  'ConfigMap',
  'Secret',
  'Service',
  'NodePool',
  'Pod',
);
const API: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  NodePool: 'karpenter.sh/v1',
};

/** Selects by kind, name or label; flow style keeps it on one line. */
const selector = fc
  .record(
    {
      kind: fc.constantFrom('Deployment', 'ConfigMap', 'Deploy.*', 'Service|Secret', 'NodePool'),
      name: fc.constantFrom('a', 'b', '.*', 'p-a', 'w.b'),
      namespace: fc.constantFrom('x', 'default'),
      labelSelector: fc.constantFrom('app=web', 'tier in (v1,v2)', '!k'),
      version: fc.constant('v1'),
    },
    { requiredKeys: ['kind'] },
  )
  .map((fields) => JSON.stringify(fields));

const podPatch = fc
  .array(container, { minLength: 1, maxLength: 2 })
  .map((containers) => `spec:\n  template:\n    spec:\n      containers:\n${indent(containers.join(''), 6)}`);
const dataPatch = fc
  .tuple(fc.constantFrom('k', 'app', 'new'), fc.oneof(oddScalars, textScalars))
  .map(([key, value]) => `data:\n  ${key}: ${value}\n`);
const customPatch = oddScalars.map(
  (odd) => `spec:\n  odd: ${odd}\n  list:\n  - name: a\n    value: ${odd}\n`,
);
const directivePatch = fc.constantFrom(
  '$patch: delete\n',
  'spec:\n  $patch: replace\n  replicas: 1\n',
  'spec:\n  template:\n    spec:\n      containers:\n      - $patch: replace\n      - name: only\n',
  'spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        $patch: delete\n',
  'metadata:\n  labels: null\n',
  'spec:\n  template: null\n',
);

/** A strategic merge patch as a document of its own. */
const mergePatch = fc
  .tuple(
    kinds,
    names,
    namespaces,
    fc.oneof(
      podPatch,
      dataPatch,
      customPatch,
      directivePatch,
      labels.map((text) => text && `metadata:\n${indent(text, 2)}`),
    ),
  )
  .map(([kind, name, namespace, body]) => {
    const own = `  name: ${name}\n${namespace && `  namespace: ${namespace}\n`}`;
    const metadata = body.startsWith('metadata:\n')
      ? body.replace('metadata:\n', `metadata:\n${own}`)
      : `metadata:\n${own}${body}`;
    return `apiVersion: ${API[kind] ?? 'v1'}\nkind: ${kind}\n${metadata}`;
  });

const pointer = fc.constantFrom(
  '/metadata/labels/app',
  '/metadata/annotations/note',
  '/metadata/annotations',
  '/spec/replicas',
  '/spec/template/spec/containers/0/image',
  '/spec/template/spec/containers/-',
  '/spec/odd',
  '/spec/list/0',
  '/data/k',
  '/metadata/name',
);
const operation = fc
  .tuple(
    fc.constantFrom('add', 'add', 'replace', 'remove', 'test', 'copy', 'move'),
    pointer,
    pointer,
    fc.constantFrom('"v"', '1', 'true', '{name: z}', '1.5', '9007199254740993'),
  )
  .map(([op, path, from, value]) => `- {op: ${op}, path: ${path}, from: ${from}, value: ${value}}\n`);

const entry = (fields: Readonly<Record<string, string | undefined>>) => {
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined);
  return lines.map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${value}\n`).join('');
};
const block = (text: string) => `|\n${indent(text, 4).trimEnd()}`;

const patch = fc.oneof(
  fc
    .tuple(mergePatch, maybe(selector), maybe(fc.constant('{allowNameChange: true}')))
    .map(([text, target, options]) => entry({ patch: block(text), target, options })),
  fc
    .tuple(fc.array(operation, { minLength: 1, maxLength: 2 }), selector)
    .map(([operations, target]) => entry({ patch: block(operations.join('')), target })),
);

const generator = fc
  .tuple(
    names,
    maybe(namespaces.filter((namespace) => namespace !== '')),
    fc.array(fc.tuple(fc.constantFrom('k', 'l', 'm'), fc.constantFrom('v', '"q"', '1', 'a=b', 'ü', '')), {
      maxLength: 2,
    }),
    maybe(fc.constantFrom('create', 'merge', 'replace'), 2),
    maybe(
      fc.constantFrom(
        '{disableNameSuffixHash: true}',
        '{labels: {g: "1"}, annotations: {n: "2"}}',
        '{immutable: true}',
      ),
      2,
    ),
  )
  .map(([name, namespace, pairs, behavior, options]) => {
    const unique = [...new Map(pairs)];
    return entry({
      name,
      namespace,
      behavior,
      options,
      literals: JSON.stringify(unique.map(([key, value]) => `${key}=${value}`)),
    });
  });

const fieldPath = fc.constantFrom(
  'metadata.name',
  'metadata.labels.app',
  'metadata.annotations.[example.com/x]',
  'spec.template.spec.containers.0.image',
  'spec.template.spec.containers.[name=a].image',
  'spec.template.spec.containers.*.image',
  'data.k',
  'spec.odd',
  'spec.replicas',
);
const fieldOptions = fc.constantFrom(
  '{create: true}',
  '{delimiter: ":", index: 1}',
  '{delimiter: "-", index: 0, create: true}',
  '{delimiter: "/", index: -1}',
);
const replacement = fc
  .tuple(kinds, names, fieldPath, selector, fieldPath, maybe(fieldOptions, 4))
  .map(([kind, name, from, select, to, options]) =>
    [
      `- source: {kind: ${kind}, name: ${name}, fieldPath: "${from}"}\n  targets:\n`,
      `  - select: ${select.replace(/,?"version":"v1"/, '')}\n    fieldPaths: ["${to}"]\n`,
      options === undefined ? '' : `    options: ${options}\n`,
    ].join(''),
  );

const variable = fc
  .tuple(kinds, names, maybe(fc.constantFrom('metadata.labels.app', 'data.k', 'spec.replicas')))
  .map(([kind, name, path]) =>
    entry({
      name: 'VAR',
      objref: `{kind: ${kind}, name: ${name}, apiVersion: ${API[kind] ?? 'v1'}}`,
      fieldref: path && `{fieldPath: ${path}}`,
    }),
  );

const section = (field: string, items: readonly string[]) =>
  items.length === 0 ? '' : `${field}:\n${items.join('')}`;
const few = (arbitrary: fc.Arbitrary<string>, most: number) => fc.array(arbitrary, { maxLength: most });
const rarely = (arbitrary: fc.Arbitrary<string>, most: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength: most }) },
  );

/** All of a kustomization but what it builds upon. */
const fields = fc
  .record({
    namePrefix: maybe(fc.constantFrom('p-', 'q-')),
    nameSuffix: maybe(fc.constantFrom('-s', '-t')),
    namespace: maybe(fc.constantFrom('x', 'z', 'default')),
    commonLabels: maybe(fc.constantFrom('{app: web}', '{tier: "2", k: v}')),
    commonAnnotations: maybe(fc.constantFrom('{note: hi}', '{"example.com/x": "1"}')),
    labels: maybe(
      fc.constantFrom(
        '[{pairs: {l: v}}]',
        '[{pairs: {l: v}, includeSelectors: true}]',
        '[{pairs: {l: v}, includeTemplates: true}]',
        '[{pairs: {l: v}, fields: [{path: spec/extra, kind: NodePool, create: true}]}]',
      ),
    ),
    images: maybe(
      fc.constantFrom(
        '[{name: nginx, newTag: "2"}]',
        '[{name: busybox, newName: other, digest: "sha256:dd"}]',
        '[{name: "reg:5000/nginx", newTag: v3}]',
        '[{name: nginx, tagSuffix: -x}]',
      ),
    ),
    replicas: maybe(fc.constantFrom('[{name: a, count: 3}]', '[{name: web, count: 0}]')),
    sortOptions: maybe(
      fc.constantFrom(
        '{order: fifo}',
        '{order: legacy}',
        '{order: legacy, legacySortOptions: {orderFirst: [Secret], orderLast: [Namespace]}}',
      ),
    ),
    buildMetadata: maybe(fc.constantFrom('[originAnnotations]', '[transformerAnnotations, managedByLabel]')),
    generatorOptions: maybe(fc.constantFrom('{disableNameSuffixHash: true}', '{labels: {g: "3"}}')),
  })
  .map((record) =>
    Object.entries(record)
      .map(([field, value]) => (value === undefined ? '' : `${field}: ${value}\n`))
      .join(''),
  );

const lists = fc
  .record({
    patches: few(patch, 2),
    patchesStrategicMerge: rarely(
      mergePatch.map((text) => `- ${block(text)}\n`),
      2,
    ),
    patchesJson6902: rarely(
      fc
        .tuple(fc.array(operation, { minLength: 1, maxLength: 2 }), kinds, names)
        .map(([operations, kind, name]) =>
          entry({ target: `{version: v1, kind: ${kind}, name: ${name}}`, patch: block(operations.join('')) }),
        ),
      1,
    ),
    configMapGenerator: rarely(generator, 2),
    secretGenerator: rarely(generator, 1),
    replacements: rarely(replacement, 2),
    vars: rarely(variable, 1),
    transformers: rarely(
      fc
        .constantFrom(
          '{kind: PrefixTransformer, prefix: t-, fieldSpecs: [{path: metadata/name}]}',
          '{kind: NamespaceTransformer, metadata: {name: n, namespace: tn}, unsetOnly: true}',
          '{kind: LabelTransformer, labels: {t: "1"}, fieldSpecs: [{path: metadata/labels, create: true}]}',
        )
        .map((text) => {
          const config = text.includes('metadata: {')
            ? text
            : text.replace('{kind', '{metadata: {name: n}, kind');
          return `- ${block(`apiVersion: builtin\n${config.slice(1, -1).replace(/, (?=kind|prefix|fieldSpecs|labels|unsetOnly|metadata)/g, '\n')}\n`)}\n`;
        }),
      1,
    ),
  })
  .map((record) =>
    Object.entries(record)
      .map(([field, items]) => section(field, items))
      .join(''),
  );

const documents = (most: number) =>
  fc.array(resources, { minLength: 1, maxLength: most }).map((all) => all.join('---\n'));

const body = fc.tuple(fields, lists).map((parts) => parts.join(''));

/** Trees of one to three layers: a base, a component, an overlay. */
export const trees: fc.Arbitrary<Tree> = fc
  .record({
    base: documents(4),
    baseBody: fc.oneof(fc.constant(''), body),
    own: maybe(documents(2)),
    overlay: body,
    component: maybe(body, 2),
    twice: fc.boolean(),
  })
  .map(({ base, baseBody, own, overlay, component, twice }) => {
    const isTwice = twice && component === undefined;
    const files: Record<string, string> = {
      '/base/resources.yaml': base,
      '/base/kustomization.yaml': `resources: [resources.yaml]\n${baseBody}`,
      '/overlay/kustomization.yaml': [
        `resources: [../base${isTwice ? ', ../middle' : ''}${own === undefined ? '' : ', own.yaml'}]\n`,
        component === undefined ? '' : 'components: [../component]\n',
        overlay,
      ].join(''),
    };
    if (own !== undefined) files['/overlay/own.yaml'] = own;
    if (isTwice) files['/middle/kustomization.yaml'] = 'resources: [../base]\nnamePrefix: m-\nnamespace: m\n';
    if (component !== undefined) {
      files['/component/kustomization.yaml'] =
        `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${component}`;
    }
    return { files, target: '/overlay' };
  });
