import { stringAt } from '../../karpenter/fields.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

const multipart = /^(?:MIME-Version:|Content-Type:\s*multipart\/)/i;

/** provider v1.15.1, pkg/providers/amifamily/bootstrap: which user data each family merges. */
export const rule = defineRule({
  code: 'user-data-format',
  severity: 'warning',
  what: 'The user data of an AL2 or AL2023 class is neither a script that begins with `#!` nor a MIME document (nor a NodeConfig for AL2023), or that of a Bottlerocket class is a script.',
  why: 'cloud-init runs no script without `#!`. Bottlerocket reads only TOML, and Karpenter fails to create the launch template.',
  help: 'Begin scripts with `#!/bin/bash`; write Bottlerocket settings as TOML.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nuserData: |\n  yum install -y jq',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nuserData: |\n  #!/bin/bash\n  yum install -y jq',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const text = stringAt(spec, 'userData')?.trimStart() ?? '';
  const wanted = text === '' ? undefined : wantedFormat(text, family);
  if (wanted === undefined) return [];
  return [
    {
      object: title,
      path: ['spec', 'userData'],
      message: `Nodes of ${family} do not read this user data, which is not ${wanted}`,
      help: `Make it ${wanted}`,
    },
  ];
}

function wantedFormat(text: string, family: string): string | undefined {
  const scriptLike = text.startsWith('#!') || multipart.test(text);
  if (family === 'AL2') return scriptLike ? undefined : 'a script that begins with #!, or a MIME document';
  if (family === 'AL2023') {
    const config = scriptLike || /^(?:---\s*\n)?\s*(?:#.*\n\s*)*[A-Za-z]+:/.test(text);
    return config ? undefined : 'a script that begins with #!, a MIME document or a NodeConfig';
  }
  return family === 'Bottlerocket' && scriptLike ? 'TOML' : undefined;
}
