import fc from 'fast-check';
import type { Tree } from '../oracles/kustomize/client.ts';
import { replacements, variables } from './kustomize-copies.ts';
import { jsonPatches, mergePatches, patches } from './kustomize-patches.ts';
import { names, resources } from './kustomize-resources.ts';
import {
  block,
  entry,
  type FuzzResource,
  few,
  type Maker,
  maybe,
  rarely,
  section,
} from './kustomize-text.ts';

const generator = fc
  .tuple(
    fc.constantFrom('gen', 'gen2', 'a'),
    maybe(fc.constantFrom('x', 'default')),
    fc.array(fc.tuple(fc.constantFrom('k', 'l', 'm'), fc.constantFrom('v', '"q"', '1', 'a=b', 'ü', '')), {
      maxLength: 2,
    }),
    maybe(fc.constantFrom('create', 'merge', 'replace'), 2),
    maybe(
      fc.constantFrom(
        '{disableNameSuffixHash: true}',
        '{labels: {g: "1"}, annotations: {note: "2"}}',
        '{immutable: true}',
      ),
      2,
    ),
  )
  .map(([name, namespace, pairs, behavior, options]) => {
    const literals = JSON.stringify([...new Map(pairs)].map(([key, value]) => `${key}=${value}`));
    return entry({ name, namespace, behavior, options, literals });
  });

const scalarFields = fc
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

const transformer = fc.constantFrom(
  'kind: PrefixTransformer\nmetadata: {name: n}\nprefix: t-\nfieldSpecs: [{path: metadata/name}]\n',
  'kind: NamespaceTransformer\nmetadata: {name: n, namespace: tn}\nunsetOnly: true\n',
  'kind: LabelTransformer\nmetadata: {name: n}\nlabels: {t: "1"}\nfieldSpecs: [{path: metadata/labels, create: true}]\n',
);

const replicas: fc.Arbitrary<Maker> = fc
  .tuple(fc.nat(), fc.constantFrom('0', '3'))
  .map(([pick, count]) => (ids) => {
    const scaled = ids.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
    const chosen = scaled[pick % Math.max(scaled.length, 1)];
    return chosen === undefined ? '' : `- {name: ${chosen.name}, count: ${count}}\n`;
  });

/** A kustomization without its resources, made to match the objects of the tree. */
const body: fc.Arbitrary<Maker> = fc
  .tuple(
    scalarFields,
    fc.record({
      patches: few(patches, 2),
      patchesStrategicMerge: rarely(
        mergePatches.map(
          (make): Maker =>
            (ids) =>
              `- ${block(make(ids))}\n`,
        ),
        2,
      ),
      patchesJson6902: rarely(jsonPatches, 1),
      replacements: rarely(replacements, 2),
      vars: rarely(variables, 1),
      replicas: rarely(replicas, 1),
    }),
    fc.record({
      configMapGenerator: rarely(generator, 2),
      secretGenerator: rarely(generator, 1),
      transformers: rarely(
        transformer.map((config) => `- ${block(`apiVersion: builtin\n${config}`)}\n`),
        1,
      ),
    }),
  )
  .map(([fields, fitting, fixed]) => (ids) => {
    const made = Object.entries(fitting).map(([field, makers]) =>
      section(
        field,
        makers.map((make) => make(ids)),
      ),
    );
    return [fields, ...made, ...Object.entries(fixed).map(([field, items]) => section(field, items))].join(
      '',
    );
  });

const documents = (most: number) =>
  fc.uniqueArray(resources, {
    minLength: 1,
    maxLength: most,
    selector: ({ kind, name }) => `${kind}/${name}`,
  });

const text = (all: readonly FuzzResource[]) => all.map((each) => each.text).join('---\n');

/** Trees of one to three layers: a base, a component, an overlay. */
export const trees: fc.Arbitrary<Tree> = fc
  .record({
    base: documents(5),
    baseBody: maybe(body),
    own: maybe(documents(2)),
    overlay: body,
    component: maybe(body, 2),
    isTwice: fc.boolean(),
    rename: names,
  })
  .map(({ base, baseBody, own, overlay, component, isTwice }) => {
    const hasMiddle = isTwice && component === undefined;
    const ids = [...base, ...(own ?? [])];
    const files: Record<string, string> = {
      '/base/resources.yaml': text(base),
      '/base/kustomization.yaml': `resources: [resources.yaml]\n${baseBody?.(base) ?? ''}`,
      '/overlay/kustomization.yaml': [
        `resources: [../base${hasMiddle ? ', ../middle' : ''}${own === undefined ? '' : ', own.yaml'}]\n`,
        component === undefined ? '' : 'components: [../component]\n',
        overlay(ids),
      ].join(''),
    };
    if (own !== undefined) files['/overlay/own.yaml'] = text(own);
    if (hasMiddle)
      files['/middle/kustomization.yaml'] = 'resources: [../base]\nnamePrefix: m-\nnamespace: m\n';
    if (component !== undefined) {
      files['/component/kustomization.yaml'] =
        `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${component(ids)}`;
    }
    return { files, target: '/overlay' };
  });
