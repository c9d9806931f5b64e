import type { CodePage } from '../page.ts';

const POOL =
  'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: general }\nspec:\n  limits: { cpu: "100" }\n  template:\n    spec:\n      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: general }\n      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]';

/** What the API server and Karpenter say of an object. */
export const OBJECT_PAGES = {
  'crd-schema': {
    what: 'A value violates the OpenAPI schema of its CRD: wrong type, a pattern that does not match, a number out of range, a missing field, a duplicate in a list. In fleet.yaml the same faults are `invalid-value`, `wrong-type` and `missing-field`, except where they come about after substitution or for an older Karpenter version.',
    why: 'The API server rejects the object with `Invalid value` or `Required value`. kubectl apply fails; the Flux Kustomization becomes `Ready=False` with `dry-run failed`, and nothing else of it is applied; the Argo CD sync fails. Nodes keep running with the old settings.',
    help: 'Write the value that the message suggests. Quantities are `100`, `100m`, `1.5` or `100Gi`; durations are `720h` or `30m`; percentages are in quotes, `"10%"`.',
    versions:
      'The schemas differ between Karpenter versions; `karpenter` in fleet.yaml (or `--karpenter`) chooses one.',
    bad: `# nodepool.yaml\n${POOL}\n  disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 30d }`,
    good: `# nodepool.yaml\n${POOL}\n  disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 720h }`,
  },
  'crd-rule': {
    what: 'An object violates a CEL rule (`x-kubernetes-validations`) of its CRD: fields that exclude each other, an operator without its values, a restricted label.',
    why: 'The API server evaluates these rules after the schema and rejects the object with the rule’s message. kubectl apply fails, the Flux Kustomization becomes `Ready=False`, the Argo CD sync fails.',
    help: 'Follow the help of the finding: each rule has its own.',
    versions: 'The rules differ between Karpenter versions, as the schemas do.',
    bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "@daily" }',
    good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "@daily", duration: 8h }\n  - { nodes: 10% }',
  },
  'crd-rule-cost': {
    what: 'A list or mapping of an object has more than 4,096 entries, a key has more letters than that, or a text has more than 100,000 characters. Poolwright evaluates the CEL rules of such an object, and does not compute what they cost the API server.',
    why: 'The API server has a cost budget for the rules of an object. Where it is exceeded, the server rejects the object with `validation failed due to running out of cost budget`, although every rule holds.',
    help: 'Make the object smaller: split the pool, or drop entries that AWS does not accept anyway, such as tags beyond 50.',
    situation: 'An object with thousands of entries.',
    bad: '$ yq ".spec.tags | length" nodeclass.yaml\n5000',
    good: '$ yq ".spec.tags | length" nodeclass.yaml\n40',
  },
  'crd-unknown-field': {
    what: 'An object has a field that the CRD of this Karpenter version does not define: a misspelled name, a wrong level, or a field of a newer or older version.',
    why: 'The API server drops fields that the CRD does not define. `kubectl apply` rejects the object with `unknown field`; Flux’s server-side apply fails with `field not declared in schema`. Where the field is dropped, Karpenter uses the default instead.',
    help: 'Use the name that the message suggests, or raise `karpenter` to a version that has the field, once the clusters run it.',
    versions: 'The message says which Karpenter versions have the field.',
    bad: `# nodepool.yaml\n${POOL}\n  disruption: { consolidationPolicy: WhenEmpty, consolidateAfterr: 5m }`,
    good: `# nodepool.yaml\n${POOL}\n  disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 5m }`,
  },
  'crd-unknown-kind': {
    what: 'A manifest has a kind or version of Karpenter’s API groups that this Karpenter version does not serve, such as `NodeOverlay` before it existed or a `Provisioner`.',
    why: 'The API server answers `no matches for kind`. Flux and Argo CD fail for the whole Kustomization or Application, not only for this object.',
    help: 'Use `apiVersion: karpenter.sh/v1` and `kind: NodePool` or `karpenter.k8s.aws/v1` and `EC2NodeClass`, or remove the object until the clusters run a version that has it.',
    versions: 'Karpenter 1.x serves NodePool, NodeClaim and EC2NodeClass in version v1 only.',
    bad: '# nodepool.yaml\napiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\nmetadata: { name: default }\nspec: {}',
    good: `# nodepool.yaml\n${POOL}`,
  },
  'karpenter-rejects': {
    what: 'The API server accepts the object, and a Karpenter controller then validates it again and rejects it. The CRD does not express these rules: restricted label domains, invalid taints, requirement operators that need an integer, kubelet settings that no node accepts.',
    why: 'Karpenter sets `Ready=False` on the NodePool or EC2NodeClass with the reason that the message names, and launches no node for the pool: pods stay pending. `kubectl apply` and Flux report success.',
    help: 'Change the field that the message names; it has Karpenter’s own words.',
    versions: 'Which labels and domains are restricted depends on the Karpenter version.',
    bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\ntaints:\n  - { key: dedicated, value: batch, effect: NoSchedule }\n  - { key: dedicated, value: web, effect: NoSchedule }',
    good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\ntaints:\n  - { key: dedicated, value: batch, effect: NoSchedule }',
  },
  'karpenter-ignores': {
    what: 'The API server accepts the object, and Karpenter works without part of it.',
    why: 'The setting has no effect, and no condition says so: at most a line in the controller’s log.',
    help: 'Correct the value, or remove it if nothing depends on it.',
    versions: 'Which values Karpenter knows depends on its version.',
    bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand, ondemand] }',
    good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }',
  },
  'update-rejected': {
    what: 'The API server would create this object, and rejects it as an update of the one that the clusters have. Transition rules (`oldSelf`) forbid some changes: a pool cannot become static or stop being static, and a `nodeClassRef` cannot change its group or kind.',
    why: 'kubectl apply, Flux and Argo CD fail in every cluster that has the object, while a new cluster works. The Flux Kustomization stops applying everything else in it.',
    help: 'Keep the old value. If the change is needed, declare a pool of another name, move the workloads, then remove the old one.',
    situation: 'The base is a commit where the field has another value: `validate --base main`, or the gate.',
    bad: '$ git diff main -- fleet.yaml\n+        replicas: 3\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n+    static:\n+      nodePool: { replicas: 3 }\n$ poolwright validate --base main',
  },
  'update-ratcheted': {
    what: 'A value violates the CRD, and is the same at the base.',
    why: 'The API server validates only what an update changes (ratcheting), so clusters that have the object keep accepting it. A new cluster, or one restored from git, rejects it.',
    help: 'Correct the value before the next cluster is added.',
    versions: 'The API server ratchets CRD validation from Kubernetes 1.30 on, by default.',
    situation: 'The base has the same violation: `validate --base main`, or the gate.',
    bad: '$ git show main:fleet.yaml | grep consolidateAfter\n        disruption: { consolidateAfter: 30d }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n-        disruption: { consolidateAfter: 30d }\n+        disruption: { consolidateAfter: 720h }\n$ poolwright validate --base main',
  },
  'base-unreadable': {
    what: 'The revision that `--base` names does not exist, or its fleet cannot be read.',
    why: 'Without the base Poolwright cannot tell what an update changes, so transition rules and ratcheting are not checked.',
    help: 'Name a revision whose fleet loads: `--base main`. `--base none` validates every object as a new one. In CI, fetch the base: checkouts are often shallow (`fetch-depth: 0`).',
    situation: 'git lacks the revision, or its fleet has errors.',
    bad: '$ poolwright validate --base mian',
    good: '$ git fetch origin main && poolwright validate --base origin/main',
  },
  'kubeconform-disagrees': {
    what: 'kubeconform and Poolwright validate the same object by the same schema and come to different results.',
    why: 'One of the two is wrong, so neither “valid” nor “invalid” can be trusted for this object.',
    help: 'Report it as a bug of Poolwright, with the object. `--kubeconform off` leaves the comparison out until it is fixed.',
    situation: 'There is a bug in one of the two validators.',
    bad: '$ poolwright validate\nerror[kubeconform-disagrees]: kubeconform rejects NodePool/general …',
    good: '$ poolwright validate --kubeconform off',
  },
  'server-rejects': {
    what: 'A cluster’s own API server rejects an object in the server-side dry run of `validate --server`.',
    why: 'It would reject it when Flux or Argo CD applies it as well. An admission webhook or policy (Kyverno, Gatekeeper, ValidatingAdmissionPolicy) can reject what the CRD allows.',
    help: 'Follow the server’s message. If Poolwright accepts the object, compare the CRDs of the cluster with the Karpenter version in fleet.yaml.',
    situation: 'A reachable API server with its own CRDs, webhooks or policies.',
    bad: '$ poolwright validate --server\nerror[server-rejects]: … denied the request: limits.cpu is at most 500',
    good: '$ poolwright validate --server',
  },
  'server-disagrees': {
    what: 'A cluster’s API server accepts an object that Poolwright rejects.',
    why: 'The cluster has the CRDs of another Karpenter version than fleet.yaml says, or Poolwright has a bug. The other findings for this cluster may be wrong for the same reason.',
    help: 'Compare `karpenter` in fleet.yaml with the version in the cluster: `kubectl get crd nodepools.karpenter.sh -o yaml`. If they are the same, report a bug with the object.',
    situation: 'A reachable API server with other CRDs than the fleet’s Karpenter version.',
    bad: '$ grep karpenter: fleet.yaml\n  karpenter: "1.8"\n$ poolwright validate --server',
    good: '$ grep karpenter: fleet.yaml\n  karpenter: "1.15"\n$ poolwright validate --server',
  },
} satisfies Record<string, CodePage>;
