import { stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';
import { userDataProblem } from '../user-data.ts';

export const rule = defineRule({
  code: 'user-data-format',
  severity: 'warning',
  impact: 'outage',
  what: 'The user data of an EC2NodeClass is not in the format of its AMI family: a script that begins with `#!` or a MIME document for AL2 and AL2023, or a NodeConfig for AL2023; TOML for Bottlerocket; PowerShell without tags for Windows.',
  why: 'For Bottlerocket and MIME Karpenter fails to build the launch template, and the node class never becomes ready. Any other YAML than a NodeConfig, such as `#cloud-config`, stops nodeadm on AL2023, so the nodes never join. cloud-init runs no script without `#!`.',
  help: 'Begin scripts with `#!/bin/bash`; write Bottlerocket settings as TOML; put cloud-config into a MIME part of type `text/cloud-config`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nuserData: |\n  #cloud-config\n  packages: [jq]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nuserData: |\n  #!/bin/bash\n  yum install -y jq',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec, family }) => {
      const problem = userDataProblem(stringAt(spec, 'userData') ?? '', family);
      return problem === undefined ? [] : [{ object: title, path: ['spec', 'userData'], ...problem }];
    }),
});
