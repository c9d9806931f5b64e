import type { CodePage } from '../page.ts';

const SITUATION = 'The base, such as the commit where the branch left main, has the fleet as it was.';

/** What a change does to running nodes. */
export const CHANGE_PAGES = {
  'pool-removed': {
    what: 'A pool that clusters have at the base is not declared any more. An error where a production cluster loses every pool that it has, else a warning.',
    why: 'Flux and Argo CD prune the NodePool, and Kubernetes then deletes its NodeClaims by their owner references: all nodes drain at once. Budgets are not asked, and no replacement is started first, so pods wait until other pools have launched nodes.',
    help: 'Set `limits` of the pool to 0 and taint it, deliver that, and remove the pool once its nodes have gone. `protect: true` keeps the NodePool in the clusters when it leaves the repository. Waive the finding where the nodes are meant to go.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-    spare:\n-      nodePool: { … }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     spare:\n+      protect: true\n$ poolwright validate --base main',
  },
  'pool-renamed': {
    what: 'A pool is gone, and another of the same content has come: it was renamed.',
    why: 'Karpenter and Kubernetes know pools by their names. The old NodePool is pruned, and all its nodes drain at once, without budgets and before the new pool has any.',
    help: 'Keep the name. If it has to change, add the new pool beside the old one, set `limits` of the old one to 0, and remove it once its nodes have gone.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-    spare:\n+    burst:\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     spare:\n+    burst:\n+      nodePool: { … }\n$ poolwright validate --base main',
  },
  'cluster-removed': {
    what: 'A cluster that the fleet delivers to at the base is not declared any more.',
    why: 'Its Flux Kustomization or Argo CD Application is deleted, and with it every NodePool that is not protected, and their nodes.',
    help: 'Nothing, where the cluster is to be deleted, too. If it is to keep its nodes, set `protect: true` for its environment and deliver that before you remove it.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-        shop-2: { variables: { CLUSTER: shop-2 } }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     prod:\n+      protect: true\n$ poolwright validate --base main',
  },
  'cluster-moved': {
    what: 'A cluster moves to another environment of a fleet that Argo CD delivers.',
    why: 'Each environment is an ApplicationSet. That of the old environment deletes the Application, and with it the NodePools, before that of the new environment makes one of the same name (argoproj/argo-cd#16721).',
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
    why: 'To Flux and Argo CD the old ones are gone: they are deleted, and prune every NodePool that they brought, whether or not the new ones bring them again.',
    help: 'Keep the name. If it has to change, set `protect: true` for every environment and deliver that first.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-metadata: { name: shop }\n+metadata: { name: store }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n     prod:\n+      protect: true\n$ poolwright validate --base main',
  },
  'delivery-moved': {
    what: 'The Kustomizations or ApplicationSets that deliver the fleet move to another folder: `output.clusters` or `output.argocd` has changed. Import reports Kustomizations that the generated ones do not replace where they are. Moves of `output.base` and `output.overlays` are safe, since what delivers them moves along.',
    why: 'Something outside the tree applies the folder by its path, such as the Kustomization that `flux bootstrap --path` makes. It finds the folder without the Kustomization of the fleet, prunes that, and every NodePool goes with it.',
    help: 'Keep the folder. If it has to change, set `protect: true` for every environment and deliver that first; then move the folder and point what applies it at the new one. Waive the finding where nothing applies the folder by its path.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n+  output: { clusters: flux/clusters }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n+  output: { base: platform/base }\n$ poolwright validate --base main',
  },
  'nodes-roll': {
    what: 'A change makes Karpenter replace running nodes of a pool: all, some, or those that match what is running. A notice.',
    why: 'Karpenter compares nodes with the hash of their NodePool and EC2NodeClass, with the requirements, and with what selector terms resolve to. Nodes that differ are drifted, and replaced as budgets allow: pods move, and capacity has to be there.',
    help: 'Run `poolwright plan` for when it happens and how many nodes go at once. Bring such changes one environment at a time.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n+        kubelet: { maxPods: 110 }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n-        limits: { cpu: "100" }\n+        limits: { cpu: "200" }\n$ poolwright validate --base main',
  },
  'roll-stalls': {
    what: 'A change makes Karpenter replace nodes, and nothing lets them go: budgets block every drifted node, or a static pool has no node beside its replicas.',
    why: 'The nodes stay drifted, with the old settings, until the budgets change. Security fixes of a new AMI do not arrive.',
    help: 'Give drifted nodes a window: a budget with `reasons: [Drifted]` that allows at least one node, or `limits.nodes` above `replicas`.',
    situation: SITUATION,
    bad: '# fleet.yaml: spec.pools.general.nodePool\ndisruption: { budgets: [{ nodes: "0" }] }',
    good: '# fleet.yaml: spec.pools.general.nodePool\ndisruption: { budgets: [{ nodes: 10% }] }',
  },
  'change-absorbed': {
    what: 'A field of a node class changes in the same step as Karpenter, from a release that hashes node classes in one way to one that hashes them in another.',
    why: 'The new Karpenter writes the hash of the node class as it finds it to all nodes. Where the change is there already, running nodes count as up to date and keep the old settings until something else replaces them.',
    help: 'Upgrade Karpenter in all clusters first, and change the node class in a later step.',
    versions: 'From 1.11 or older to 1.12 or newer, and from 1.14 or older to 1.15.',
    situation: SITUATION,
    bad: '$ git diff main -- fleet.yaml\n-  karpenter: "1.11"\n+  karpenter: "1.15"\n+        tags: { team: shop }\n$ poolwright validate --base main',
    good: '$ git diff main -- fleet.yaml\n-  karpenter: "1.11"\n+  karpenter: "1.15"\n$ poolwright validate --base main',
  },
} satisfies Record<string, CodePage>;
