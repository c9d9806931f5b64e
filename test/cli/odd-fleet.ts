/** Every way to say something: shared node classes, all merges, JSON6902 on lists, pools left out, literal dollars, several environments. */
export const ODD_FLEET = `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: odd }
include: [parts/*.yaml]
spec:
  karpenter: "1.15"
  variables:
    CLUSTER: { pattern: '[a-z0-9-]+' }
    ROLE: {}
    WEIGHT: {}
    TEXT: {}
  defaults:
    nodePool:
      template:
        metadata: { labels: { team: none, "example.com/from": defaults } }
        spec:
          expireAfter: 720h
          requirements:
            - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }
            - { key: kubernetes.io/arch, operator: In, values: [amd64] }
            - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }
      disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 1m }
    nodeClass:
      role: \${ROLE}
      amiSelectorTerms: [{ alias: al2023@v20250704 }]
      subnetSelectorTerms: [{ tags: { "discovery/~x": "\${CLUSTER}" } }, { id: subnet-0123456789abcdef0 }]
      securityGroupSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
      tags: { note: "a: b # c", brace: "{{ x }} }}", dollar: "$5 and $\${CLUSTER} and $(id)", mixed: "x\${TEXT}-\${CLUSTER}$" }
  nodeClasses:
    shared:
      labels: { "example.com/class": "shared-\${CLUSTER}" }
      annotations: { note: "no: 1" }
      nodeClass:
        amiFamily: AL2023
        userData: |
          #!/bin/bash
          set -eu
          echo "$HOME $$ $(hostname) $\${CLUSTER} \${CLUSTER}" >> /tmp/x	# tab
            indented \\ 'quoted' "double"
    gone: { nodeClass: { amiFamily: AL2023 } }
  pools:
    alpha:
      nodePool: { weight: 10, limits: { cpu: "10", memory: 10Gi } }
      nodeClass: shared
      labels: { "example.com/pool": alpha }
      annotations: { note: "yes", empty: "", number: "0123", date: "2001-01-01", long: "${'word '.repeat(60)}end" }
    beta:
      nodePool: { template: { metadata: { labels: { team: beta, stage: "\${CLUSTER}" } } } }
      nodeClass: { userData: "#!/bin/bash\\necho \${CLUSTER} $x\\n", amiFamily: AL2023, metadataOptions: { httpTokens: required }, tags: { note: mine, own: "1e3" } }
    gamma:
      nodePool: { limits: { cpu: 5 } }
      nodeClass: { userData: "no newline at the end \${TEXT}" }
  environments:
    plain:
      clusters:
        plain-1: { variables: { CLUSTER: plain-1, ROLE: role-1, WEIGHT: "7", TEXT: it's } }
        plain-2: { variables: { CLUSTER: plain-2, ROLE: '"0123"', WEIGHT: "8", TEXT: "😀 ü" }, server: "https://10.0.0.2" }
    merged:
      pools:
        alpha: { nodePool: { weight: null, limits: { cpu: "20" }, template: { spec: { taints: [{ key: a, effect: NoSchedule }] } } } }
        beta: { nodePool: { disruption: null, template: { metadata: { labels: { team: null } } } }, nodeClass: { tags: { own: null, other: "\${TEXT}!" }, metadataOptions: null } }
        gamma: false
      nodeClasses: { shared: { nodeClass: { amiFamily: null, tags: { brace: null } } }, gone: false }
      clusters:
        merged-1: { variables: { CLUSTER: merged-1, ROLE: r, WEIGHT: "1", TEXT: '$HOME\${CLUSTER}' } }
`;

/** The part of it that is in a file of its own. */
export const ODD_PART = `spec:
  environments:
    patched:
      pools:
        alpha:
          nodePool: { template: { metadata: { labels: { extra: "true" } } } }
          nodePoolJson6902:
            - { op: test, path: /spec/weight, value: 10 }
            - { op: remove, path: /spec/template/spec/requirements/0/values/0 }
            - { op: add, path: /spec/template/spec/requirements/-, value: { key: kubernetes.io/os, operator: Exists } }
            - { op: add, path: /spec/template/spec/requirements/1/values/0, value: arm64 }
            - { op: move, from: /spec/limits/memory, path: /spec/limits/example.com~1gpu }
            - { op: replace, path: /spec/limits/example.com~1gpu, value: "2" }
            - { op: copy, from: /spec/template/metadata/labels/team, path: /spec/template/metadata/labels/example.com~1copy }
        beta: { nodeClassJson6902: [{ op: replace, path: /spec/subnetSelectorTerms/0/tags/discovery~1~0x, value: "\${CLUSTER}-\${WEIGHT}" }] }
      nodeClasses: { shared: { nodeClassJson6902: [{ op: add, path: /spec/tags/more, value: "$\${x}" }] } }
      clusters:
        patched-1: { variables: { CLUSTER: patched-1, ROLE: r, WEIGHT: "3", TEXT: "a,b" } }
    only-beta:
      pools: { alpha: false, gamma: false }
      nodeClasses: { shared: false, gone: false }
      clusters:
        beta-1: { variables: { CLUSTER: beta-1, ROLE: arn-like.role+x, WEIGHT: "3", TEXT: "" } }
  delivery:
    flux: { sourceRef: { kind: GitRepository, name: flux-system } }
    argocd: { repoURL: https://git.example.com/odd.git }
`;
