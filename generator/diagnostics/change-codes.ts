/** Codes of what a change does to running nodes, found where a fleet is compared with its base. */
export const CHANGE_CODES = {
  'pool-removed': 'A pool leaves a cluster: its nodes are drained at once, whatever its budgets say.',
  'pool-renamed': 'A pool gets another name, which deletes it with its nodes and creates a new one.',
  'cluster-removed': 'A cluster leaves the fleet, and what delivered to it deletes its pools.',
  'cluster-moved':
    'A cluster moves to another environment, and the ApplicationSet of the old one deletes its pools.',
  'delivery-removed': 'Flux or Argo CD no longer delivers to a cluster that stays, and deletes its pools.',
  'delivery-renamed': 'What delivers the fleet gets another name, and the old one deletes every pool.',
  'delivery-moved':
    'What delivers the fleet gets another folder, and what applies the old folder deletes it with every pool.',
  'nodes-roll': 'A change replaces running nodes.',
  'roll-stalls': 'A change makes nodes drift, but they are never replaced.',
  'change-absorbed':
    'A node class changes together with Karpenter’s hash version, so running nodes keep the old settings.',
} as const;
