import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

/** EC2 user guide, instance metadata: user data is served by the same endpoint. */
export const rule = defineRule({
  code: 'metadata-disabled',
  severity: 'error',
  impact: 'outage',
  what: 'An EC2NodeClass has `metadataOptions.httpEndpoint: disabled`.',
  why: 'cloud-init, nodeadm, Bottlerocket and EKS’s Windows images read user data, region and instance ID from this endpoint. Without it a node never joins the cluster: Karpenter removes it after fifteen minutes and launches the next one.',
  help: 'Enable the endpoint. `httpPutResponseHopLimit: 1` with `httpTokens: required` keeps pods from reaching it.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nmetadataOptions: { httpEndpoint: disabled }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nmetadataOptions: { httpPutResponseHopLimit: 1, httpTokens: required }',
  find: ({ nodeClasses }) =>
    nodeClasses
      .filter(
        ({ spec, family }) =>
          // An image of one's own may have all that it needs in itself.
          family !== 'Custom' && stringAt(objectAt(spec, 'metadataOptions'), 'httpEndpoint') === 'disabled',
      )
      .map(({ title, family }) => ({
        object: title,
        path: ['spec', 'metadataOptions', 'httpEndpoint'],
        message: `Nodes of ${family} read their user data from this endpoint, and without it no node joins the cluster`,
        help: 'Write httpEndpoint: enabled, and httpPutResponseHopLimit: 1 to keep pods from reaching it',
      })),
});
