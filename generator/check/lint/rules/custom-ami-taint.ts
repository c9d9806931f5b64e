import { own, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

const taint = 'karpenter.sh/unregistered';

/** core v1.8 to v1.15, pkg/controllers/nodeclaim/lifecycle/registration.go. */
export const rule = defineRule({
  code: 'custom-ami-taint',
  severity: 'warning',
  impact: 'scheduling',
  what: 'An EC2NodeClass of family `Custom` has no `userData`, or its user data does not mention the taint `karpenter.sh/unregistered`.',
  why: 'Karpenter adds nothing to the user data of this family. Without the taint `karpenter.sh/unregistered:NoExecute` pods start on the node before Karpenter has set its labels and taints: pods that do not tolerate the pool’s taints land there, and Karpenter reports `UnregisteredTaintMissing` for each node.',
  help: 'Pass `--register-with-taints=karpenter.sh/unregistered:NoExecute` to the kubelet. If the image itself does that, this warning may be ignored.',
  common:
    'Examples of custom images set the flags of the kubelet inside the image, where no manifest shows them.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiFamily: Custom\namiSelectorTerms: [{ id: ami-0123456789abcdef0 }]\nuserData: |\n  #!/bin/bash\n  /etc/eks/bootstrap.sh my-cluster',
  good: "# fleet.yaml: spec.pools.general.nodeClass\namiFamily: Custom\namiSelectorTerms: [{ id: ami-0123456789abcdef0 }]\nuserData: |\n  #!/bin/bash\n  /etc/eks/bootstrap.sh my-cluster \\\n    --kubelet-extra-args '--register-with-taints=karpenter.sh/unregistered:NoExecute'",
  find: ({ nodeClasses }) =>
    nodeClasses
      .filter(
        ({ spec }) => own(spec, 'amiFamily') === 'Custom' && !stringAt(spec, 'userData')?.includes(taint),
      )
      .map(({ title, spec }) => ({
        object: title,
        path: stringAt(spec, 'userData') === undefined ? ['spec'] : ['spec', 'userData'],
        message: `Nodes of a custom AMI must register with the taint ${taint}:NoExecute, which the user data does not name`,
        help: `Pass --register-with-taints=${taint}:NoExecute to the kubelet in userData`,
      })),
});
