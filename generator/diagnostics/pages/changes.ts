import type { CodePage } from '../page.ts';

const SITUATION = 'The base, such as the commit where the branch left main, has the fleet as it was.';

/** What a change does to running nodes. */
export const CHANGE_PAGES = {
  'pool-removed': {
    what: 'A pool that clusters have at the base is no longer declared. An error if a production cluster loses all its pools, else a warning.',
    why: 'Flux and Argo CD prune the NodePool, and Kubernetes then deletes its NodeClaims by their owner references: all nodes drain at once. Budgets do not apply, and no replacement is launched first, so pods wait until other pools have launched nodes.',
    help: 'Set `limits` of the pool to 0 and taint it, deliver that, and remove the pool once its nodes are gone. `protect: true` keeps the NodePool in the clusters when it leaves the repository. Waive the finding if the nodes should go.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-    spare:\n-      nodePool: { … }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     spare:\n+      protect: true\n$ poolwright validate --base main',
  },
  'pool-renamed': {
    what: 'A pool is gone and a new one has the same content: it was renamed.',
    why: 'Karpenter and Kubernetes know pools by their names. The old NodePool is pruned, and all its nodes drain at once, without budgets and before the new pool has any.',
    help: 'Keep the name. If it has to change, add the new pool next to the old one, set `limits` of the old one to 0, and remove it once its nodes are gone.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-    spare:\n+    burst:\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     spare:\n+    burst:\n+      nodePool: { … }\n$ poolwright validate --base main',
  },
  'cluster-removed': {
    what: 'A cluster that the fleet delivers to at the base is no longer declared.',
    why: 'Its Flux Kustomization or Argo CD Application is deleted, and with it every NodePool that is not protected, and their nodes.',
    help: 'Nothing, if the cluster itself is deleted. To keep its nodes, set `protect: true` for its environment and deliver that before you remove it. A cluster that only gets another name in fleet.yaml is removed, too; the help then names both.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-        shop-2: { variables: { CLUSTER: shop-2 } }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     prod:\n+      protect: true\n$ poolwright validate --base main',
  },
  'cluster-moved': {
    what: 'A cluster moves to another environment of a fleet that Argo CD delivers.',
    why: 'Each environment is an ApplicationSet. The old one deletes the Application, and with it the NodePools, before the new one creates an Application of the same name (argoproj/argo-cd#16721).',
    help: 'Set `delivery.argocd.preserveResourcesOnDeletion: true`, or `protect: true` for the old environment, and deliver that first; then move the cluster.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n     canary:\n+      clusters:\n+        shop-2: { variables: { CLUSTER: shop-2 } }\n     prod:\n-        shop-2: { variables: { CLUSTER: shop-2 } }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     prod:\n+      protect: true\n$ poolwright validate --base main',
  },
  'delivery-removed': {
    what: 'A cluster stays in the fleet, but Flux or Argo CD, which delivered to it at the base, no longer does: `spec.delivery` or the `delivery` of its environment has changed.',
    why: 'The Kustomization or Application is deleted, and deletes every NodePool that is not protected, with their nodes, also where another one delivers the same pools.',
    help: 'First set `delivery.argocd.preserveResourcesOnDeletion: true`, or `protect: true` for an environment that Flux delivers to, and deliver that. Then change what delivers to it. Remove the setting once the new Kustomization or Application has applied the pools.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-      delivery: [argocd]\n+      delivery: [flux]\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     argocd:\n+      preserveResourcesOnDeletion: true\n$ poolwright validate --base main',
  },
  'delivery-renamed': {
    what: 'The fleet, its namespace or its way of delivery has changed, so the Kustomizations or Applications that deliver it get other names.',
    why: 'Flux and Argo CD delete the old ones, which prune every NodePool that they applied, even if the new ones apply the same pools.',
    help: 'Keep the name. If it has to change, set `protect: true` for every environment and deliver that first.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-metadata: { name: shop }\n+metadata: { name: store }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     prod:\n+      protect: true\n$ poolwright validate --base main',
  },
  'delivery-moved': {
    what: 'The Kustomizations or ApplicationSets that deliver the fleet move to another folder: `output.clusters` or `output.argocd` has changed. `poolwright import` also reports existing Kustomizations that the generated ones do not replace in their folder. Moves of `output.base` and `output.overlays` are safe, since the Kustomizations and ApplicationSets are updated with them.',
    why: 'Something outside the tree applies the folder by its path, such as the Kustomization that `flux bootstrap --path` makes. It finds that the folder no longer has the Kustomization of the fleet, and prunes it with every NodePool.',
    help: 'Keep the folder. If it has to change, set `protect: true` for every environment and deliver that first; then move the folder, and update the path in whatever applies it. Waive the finding if nothing applies the folder by its path.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n+  output: { clusters: flux/clusters }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n+  output: { base: platform/base }\n$ poolwright validate --base main',
  },
  'nodes-roll': {
    what: 'A change makes Karpenter replace running nodes of a pool: all of them, some, or those that match. A notice.',
    why: 'Karpenter compares nodes with the hash of their NodePool and EC2NodeClass, with the requirements, and with what selector terms resolve to. Nodes that differ drift, and are replaced as budgets allow: pods move, and the replacements need capacity.',
    help: 'Run `poolwright plan` to see when it happens and how many nodes go at once. Roll out such changes one environment at a time.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n+        kubelet: { maxPods: 110 }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n-        limits: { cpu: "100" }\n+        limits: { cpu: "200" }\n$ poolwright validate --base main',
  },
  'roll-stalls': {
    what: 'A change makes nodes drift, but Karpenter never replaces them: budgets block every drifted node, or a static pool has no room for a replacement.',
    why: 'The nodes stay drifted, with the old settings, until the budgets change. They miss the security fixes of new AMIs.',
    help: 'Give drifted nodes a window: add a budget with `reasons: [Drifted]` that allows at least one node, or `limits.nodes` above `replicas`.',
    situation: SITUATION,
    bad: '# fleet.yaml: spec.pools.general.nodePool\ndisruption: { budgets: [{ nodes: "0" }] }',
    good: '# fleet.yaml: spec.pools.general.nodePool\ndisruption: { budgets: [{ nodes: 10% }] }',
  },
  'change-absorbed': {
    what: 'A field of a node class changes in the same step as an upgrade of Karpenter to a release that hashes node classes differently.',
    why: 'The new Karpenter writes the hash of the current node class to all nodes. If the change is already applied, running nodes count as up to date and keep the old settings until something else replaces them.',
    help: 'Upgrade Karpenter in all clusters first, and change the node class in a later step.',
    versions: 'From 1.11 or older to 1.12 or newer, and from 1.14 or older to 1.15.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-  karpenter: "1.11"\n+  karpenter: "1.15"\n+        tags: { team: shop }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n-  karpenter: "1.11"\n+  karpenter: "1.15"\n$ poolwright validate --base main',
  },
} satisfies Record<string, CodePage>;
