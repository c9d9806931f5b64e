import type { CodePage } from '../page.ts';

/** What Flux and Argo CD do with their own objects, generated or written by hand. */
export const CONTROLLER_PAGES = {
  'delivery-variable': {
    what: 'A field of a Flux Kustomization, an Argo CD Application or an ApplicationSet holds `${NAME}`, and nothing substitutes it there: `path`, `dependsOn`, a name.',
    why: 'Flux substitutes `postBuild` values in the objects that a Kustomization applies, not in the Kustomization itself, and Argo CD substitutes nothing. Flux looks for a folder named `${CLUSTER}` and reports `path not found`, Argo CD reports `ComparisonError`, and the cluster keeps what it had.',
    help: 'Write the value. A hand-written Kustomization can get it from the `postBuild` of the Kustomization that applies it, an Application from the generator of an ApplicationSet, such as `{{ .cluster }}`.',
    bad: '# fleet.yaml: spec.delivery.flux\nsourceRef: { kind: GitRepository, name: flux-system }\npath: ./platform/${CLUSTER}',
    good: '# fleet.yaml: spec.delivery.flux\nsourceRef: { kind: GitRepository, name: flux-system }\npath: ./platform',
  },
  'delivery-steps': {
    what: 'A cluster is in no step of `delivery.argocd.rollingSync`, or in two of them (errors), or a step selects no cluster (warning).',
    why: 'Argo CD never syncs an Application that no step selects. One that two steps select waits in the later step until the earlier step is healthy, and therefore for itself: neither it nor any cluster of the steps after the earlier one is ever synced. A step without clusters is complete at once, so nothing goes first.',
    help: 'Give each cluster a label that one step selects. `NotIn` also selects clusters without the label; in a step with `maxUpdate: 0` a person syncs the clusters.',
    versions: 'Argo CD 2.6 and later, with `--enable-progressive-syncs`.',
    bad: '# fleet.yaml: spec.delivery.argocd\nrepoURL: https://git.example.com/fleet.git\nrollingSync:\n  steps:\n    - matchExpressions: [{ key: ring, operator: In, values: [canary] }]\n    - matchExpressions: [{ key: ring, operator: In, values: [rest] }]',
    good: '# fleet.yaml: spec.delivery.argocd\nrepoURL: https://git.example.com/fleet.git\nrollingSync:\n  steps:\n    - matchExpressions: [{ key: ring, operator: NotIn, values: [rest] }]\n      maxUpdate: 1',
  },
  'undefined-parameter': {
    what: 'The template of an ApplicationSet uses a parameter that an element of its list generator does not have.',
    why: 'With `goTemplateOptions: [missingkey=error]` Argo CD creates no Application for the element, and deletes an existing one. Without it the Application gets `<no value>`, without `goTemplate` the text `{{name}}` itself.',
    help: 'Add the parameter to each element, or correct its name in the template.',
    bad: 'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: pools }\nspec:\n  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n  generators: [{ list: { elements: [{ cluster: prod-1 }] } }]\n  template:\n    metadata: { name: "pools-{{ .cluster }}" }\n    spec:\n      project: default\n      source: { repoURL: "https://git.example.com/fleet.git", path: "overlays/{{ .environment }}" }\n      destination: { name: "{{ .cluster }}" }',
    good: 'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: pools }\nspec:\n  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n  generators: [{ list: { elements: [{ cluster: prod-1 }] } }]\n  template:\n    metadata: { name: "pools-{{ .cluster }}" }\n    spec:\n      project: default\n      source: { repoURL: "https://git.example.com/fleet.git", path: "overlays/{{ .cluster }}" }\n      destination: { name: "{{ .cluster }}" }',
  },
  'dependency-not-found': {
    what: 'An entry of `dependsOn` in a Flux Kustomization names a Kustomization that does not exist, or has the namespace inside `name`.',
    why: 'Flux reports `DependencyNotReady` and applies nothing until a Kustomization of that name and namespace exists and is ready. Without `namespace` it looks in the namespace of the Kustomization itself.',
    help: 'Correct the name, or add `namespace`. Name and namespace are two fields: `{ name: karpenter, namespace: flux-system }`.',
    bad: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: flux-system/karpenter }] }',
    good: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: karpenter, namespace: flux-system }] }',
  },
  'dependency-circle': {
    what: 'Flux Kustomizations depend on each other in a circle, or one on itself.',
    why: 'Each waits until the next one is ready: Flux reports `DependencyNotReady` for all of them, and applies none.',
    help: 'Remove one of the dependencies. Move what both sides need to a third Kustomization, on which both depend.',
    bad: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter, dependsOn: [{ name: pools }] }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: karpenter }] }',
    good: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: karpenter }] }',
  },
  'dependency-suspended': {
    what: 'A Flux Kustomization depends on one with `suspend: true` and the same source.',
    why: 'A dependency is ready only when it has applied the current revision of the source. A suspended Kustomization keeps its old revision, so no further commit reaches what depends on it.',
    help: 'Resume the dependency, suspend both, or remove the dependency. A custom `readyExpr` replaces the comparison of revisions.',
    versions: 'kustomize-controller 1.0 and later.',
    bad: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter, suspend: true }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: karpenter }] }',
    good: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./pools, dependsOn: [{ name: karpenter }] }',
  },
  'protection-ignored': {
    what: 'A NodePool or EC2NodeClass has only the annotation by which one tool keeps it, `kustomize.toolkit.fluxcd.io/prune: disabled` or `argocd.argoproj.io/sync-options: Prune=false`, and the other tool delivers it with pruning.',
    why: 'Flux and Argo CD each read their own annotation. When the object leaves the repository, the tool that delivers it deletes it, and deleting a NodePool drains its nodes.',
    help: 'Add the annotation of the tool that delivers the object. In a fleet `protect: true` writes both.',
    bad: 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: main, annotations: { kustomize.toolkit.fluxcd.io/prune: disabled } }\nspec:\n  role: node-role\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: pools }\nspec:\n  project: default\n  source: { repoURL: "https://git.example.com/fleet.git", path: . }\n  destination: { name: prod-1 }\n  syncPolicy: { automated: { prune: true } }',
    good: 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: main, annotations: { argocd.argoproj.io/sync-options: Prune=false } }\nspec:\n  role: node-role\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: pools }\nspec:\n  project: default\n  source: { repoURL: "https://git.example.com/fleet.git", path: . }\n  destination: { name: prod-1 }\n  syncPolicy: { automated: { prune: true } }',
  },
  'never-ready': {
    what: 'A Flux Kustomization with `wait: true` applies a NodePool that never becomes ready, or a health check names a NodePool or EC2NodeClass that it does not apply.',
    why: 'Flux waits until `timeout` and fails with `HealthCheckFailed`, at each interval again. Every Kustomization that depends on it waits as well, so one bad NodePool stops a cluster.',
    help: 'Correct the object that the finding names, or the name in the health check.',
    bad: 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: main }\nspec:\n  role: node-role\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./, healthChecks: [{ apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, name: default, namespace: default }] }',
    good: 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: main }\nspec:\n  role: node-role\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools, namespace: flux-system }\nspec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./, healthChecks: [{ apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, name: main, namespace: default }] }',
  },
  'timeout-too-short': {
    what: 'The `timeout` of a Flux Kustomization that waits for its objects is below 30 seconds.',
    why: 'Flux raises it to 30 seconds. An EC2NodeClass becomes ready after calls to EC2, IAM and EKS, and its NodePools after it; a Kustomization that gives up too early reports `HealthCheckFailed` and blocks what depends on it.',
    help: 'Set `timeout` to two minutes or more, or leave it out: the default is `interval` minus 30 seconds. A timeout longer than `interval` does no harm, since the next interval begins after it.',
    bad: '# fleet.yaml: spec.delivery.flux\nsourceRef: { kind: GitRepository, name: flux-system }\ntimeout: 10s',
    good: '# fleet.yaml: spec.delivery.flux\nsourceRef: { kind: GitRepository, name: flux-system }\ntimeout: 5m',
  },
} satisfies Record<string, CodePage>;
