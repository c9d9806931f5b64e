import type { CodePage } from '../page.ts';

/** What kustomize does silently with hand-written overlays. */
export const OVERLAY_PAGES = {
  'patch-without-target': {
    what: 'The `target` of an entry of `patches` or `patchesJson6902` selects no object at that point of the build. This includes `patches` of a Flux Kustomization and of the `kustomize` section of an Application.',
    why: 'kustomize skips the patch without an error or a warning, so production keeps the values of the base. A merge patch without `target` fails instead.',
    help: 'Correct the part of the target that the message names. `group`, `version`, `kind`, `name` and `namespace` are regular expressions for the whole text, and `name` matches the name before or after a prefix. Remove a patch that is no longer needed.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base]\npatches:\n  - target: { group: karpenter.sh, version: v1beta1, kind: NodePool }\n    patch: |\n      - { op: add, path: /spec/weight, value: 50 }',
    good: '# overlays/prod/kustomization.yaml\nresources: [../../base]\npatches:\n  - target: { group: karpenter.sh, kind: NodePool, name: w.* }\n    patch: |\n      - { op: add, path: /spec/weight, value: 50 }',
  },
  'list-replaced': {
    what: 'A merge patch, or an override in fleet.yaml, sets a list of a NodePool or EC2NodeClass, and the new list lacks elements of the one that it replaces: a requirement’s key, a taint, a budget’s schedule and reasons, a device.',
    why: 'The CRDs have no merge keys, so a merge replaces the whole list. Without `karpenter.sh/capacity-type` a pool launches on-demand nodes, without its taint any pod runs on its nodes, without its budget a freeze window is gone.',
    help: 'Repeat the elements in the new list, or append to the old one with a JSON patch (`op: add`, a path that ends in `/-`; in fleet.yaml `nodePoolJson6902`). An empty list is never reported.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base]\npatches:\n  - patch: |\n      apiVersion: karpenter.sh/v1\n      kind: NodePool\n      metadata: { name: web }\n      spec:\n        template:\n          spec:\n            requirements:\n              - { key: kubernetes.io/arch, operator: In, values: [arm64] }',
    good: '# overlays/prod/kustomization.yaml\nresources: [../../base]\npatches:\n  - target: { kind: NodePool, name: web }\n    patch: |\n      - op: add\n        path: /spec/template/spec/requirements/-\n        value: { key: kubernetes.io/arch, operator: In, values: [arm64] }',
  },
  'image-not-found': {
    what: 'An entry of `images` in a kustomization matches no image: no container has the name, or the image is in another field of a custom resource.',
    why: 'kustomize changes `image` only in `containers` and `initContainers`, compares the whole name including the registry, and is silent if nothing matches: the old image stays.',
    help: 'Write the image name as the container has it, including the registry. For another field add an `images` field spec in a file of `configurations`, or patch the field.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base, web.yaml]\nimages: [{ name: nginx, newTag: "1.29" }]\n---\n# overlays/prod/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - { name: web, image: "registry.example.com/nginx:1.27", resources: { requests: { cpu: 1, memory: 1Gi } } }',
    good: '# overlays/prod/kustomization.yaml\nresources: [../../base, web.yaml]\nimages: [{ name: registry.example.com/nginx, newTag: "1.29" }]\n---\n# overlays/prod/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - { name: web, image: "registry.example.com/nginx:1.27", resources: { requests: { cpu: 1, memory: 1Gi } } }',
  },
  'reference-not-renamed': {
    what: '`namePrefix`, `nameSuffix` or the hash of a generated ConfigMap renames an object, but a custom resource still refers to the old name. For an EC2NodeClass the code is `missing-node-class`.',
    why: 'kustomize knows the reference fields only of built-in kinds. A `nodeClassRef` or the `configMap` of a volume in a RayCluster keeps the old name: the pool launches nothing, and the pod waits for a volume that never exists.',
    help: 'Add a `nameReference` for the field in a file of `configurations`, as the message shows, or set `generatorOptions.disableNameSuffixHash`.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base, ray.yaml]\nconfigMapGenerator: [{ name: settings, literals: [a=b] }]\n---\n# overlays/prod/ray.yaml\napiVersion: ray.io/v1\nkind: RayCluster\nmetadata: { name: ray }\nspec:\n  headGroupSpec:\n    template:\n      spec:\n        containers: [{ name: head, image: ray, resources: { requests: { cpu: 1, memory: 1Gi } } }]\n        volumes: [{ name: settings, configMap: { name: settings } }]',
    good: '# overlays/prod/kustomization.yaml\nresources: [../../base, ray.yaml]\nconfigMapGenerator: [{ name: settings, literals: [a=b] }]\nconfigurations: [names.yaml]\n---\n# overlays/prod/names.yaml\nnameReference:\n  - kind: ConfigMap\n    fieldSpecs: [{ kind: RayCluster, path: spec/headGroupSpec/template/spec/volumes/configMap/name }]\n---\n# overlays/prod/ray.yaml\napiVersion: ray.io/v1\nkind: RayCluster\nmetadata: { name: ray }\nspec:\n  headGroupSpec:\n    template:\n      spec:\n        containers: [{ name: head, image: ray, resources: { requests: { cpu: 1, memory: 1Gi } } }]\n        volumes: [{ name: settings, configMap: { name: settings } }]',
  },
  'selector-without-pods': {
    what: '`commonLabels`, or `labels` with `includeSelectors`, adds a label to the selector of a Service, a PodDisruptionBudget or a NetworkPolicy whose pods are created by a custom resource.',
    why: 'kustomize adds the label only to the pod templates of built-in kinds. The selector no longer matches the pods of the custom resource: the Service has no endpoints, and the PodDisruptionBudget no longer protects the pods.',
    help: 'Use `labels` without `includeSelectors`, or add a `commonLabels` field spec for the pod template in a file of `configurations`.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base, ray.yaml]\nlabels: [{ pairs: { env: prod }, includeSelectors: true }]\n---\n# overlays/prod/ray.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: ray }\nspec: { selector: { app: ray } }\n---\napiVersion: ray.io/v1\nkind: RayCluster\nmetadata: { name: ray }\nspec:\n  headGroupSpec:\n    template:\n      metadata: { labels: { app: ray } }\n      spec:\n        containers: [{ name: head, image: ray, resources: { requests: { cpu: 1, memory: 1Gi } } }]',
    good: '# overlays/prod/kustomization.yaml\nresources: [../../base, ray.yaml]\nlabels: [{ pairs: { env: prod } }]\n---\n# overlays/prod/ray.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: ray }\nspec: { selector: { app: ray } }\n---\napiVersion: ray.io/v1\nkind: RayCluster\nmetadata: { name: ray }\nspec:\n  headGroupSpec:\n    template:\n      metadata: { labels: { app: ray } }\n      spec:\n        containers: [{ name: head, image: ray, resources: { requests: { cpu: 1, memory: 1Gi } } }]',
  },
  'duplicate-object': {
    what: 'A kustomize build has two different NodePools, or EC2NodeClasses, of the same name, which `namespace` puts into two namespaces.',
    why: 'kustomize knows which built-in kinds are cluster-scoped, but treats all custom resources as namespaced. The API server drops the namespace, so both are one object: the one that is applied last wins, and nodes drift whenever the other is applied.',
    help: 'Give one of them another name, for example with `namePrefix`, or build it only once. `namespace` alone, without a second object, does no harm.',
    bad: '# overlays/prod/kustomization.yaml\nresources: [../../base, ../team-a]\n---\n# overlays/team-a/kustomization.yaml\nresources: [../../base]\nnamespace: team-a\npatches:\n  - target: { kind: NodePool }\n    patch: |\n      - { op: add, path: /spec/weight, value: 50 }',
    good: '# overlays/prod/kustomization.yaml\nresources: [../team-a]\n---\n# overlays/team-a/kustomization.yaml\nresources: [../../base]\nnamespace: team-a\npatches:\n  - target: { kind: NodePool }\n    patch: |\n      - { op: add, path: /spec/weight, value: 50 }',
  },
} satisfies Record<string, CodePage>;
