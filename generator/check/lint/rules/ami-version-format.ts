import { goQuote } from '@poolwright/crd-validator/go';
import { amiAlias } from '../../../instances/objects/ami-family.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';
import { aroundVariables } from '../written-text.ts';

const formats: Readonly<Record<string, readonly [RegExp, string]>> = {
  al2: [/^v\d{8}$/, 'v20250704'],
  al2023: [/^v\d{8}$/, 'v20250704'],
  bottlerocket: [/^v?\d+\.\d+\.\d+(?:-[0-9a-f]+)?$/, 'v1.20.4'],
};

/** provider v1.15.1, pkg/providers/amifamily: the version becomes a part of an SSM parameter's name. */
export const rule = defineRule({
  code: 'ami-version-format',
  severity: 'warning',
  impact: 'outage',
  what: 'An alias pins a version that is not of the form `v20250704` (al2, al2023) or `v1.20.4` (bottlerocket).',
  why: 'Karpenter finds no AMI: `failed to discover any AMIs for alias`. The node class never becomes ready, and only the controller’s log says why.',
  help: 'Use the name of a release of the family, or `latest`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2023@2023.7.20250704 }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2023@v20250704 }]',
  find: (view) => view.nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, view)),
});

function faultsOf({ title, spec }: NodeClass, { written }: ClusterView): Fault[] {
  const alias = amiAlias(spec);
  const [family = '', version = '', ...more] = alias?.text.split('@') ?? [];
  const format = Object.hasOwn(formats, family) ? formats[family] : undefined;
  if (alias === undefined || format === undefined || more.length > 0) return [];
  const [pattern, example] = format;
  if (version === 'latest' || pattern.test(version)) return [];
  const path = ['spec', 'amiSelectorTerms', alias.index, 'alias'];
  const text = written(title, path, alias.text);
  const [declared, variable = ''] = text.includes('@') ? text.split('@') : [family];
  return [
    {
      object: title,
      path,
      isOfVariable: aroundVariables(variable) === '',
      message: `No AMI of ${family} has the version ${goQuote(version)}, so this node class never becomes ready`,
      help: variable.includes('${')
        ? `Set ${variable} to a release such as ${example}, or to latest`
        : `Use a release, such as ${declared}@${example}, or ${declared}@latest`,
    },
  ];
}
