import { objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'ami-latest',
  severity: 'warning',
  impact: 'disruption',
  what: 'An EC2NodeClass of an environment of tier `production` selects its AMI by an alias that ends in `@latest`. Windows has no other version and is left out.',
  why: 'When AWS publishes an AMI, Karpenter marks every node as drifted and replaces it: in all clusters at the same hour, with an AMI that nobody has tested.',
  help: 'Pin the version that staging has run, and raise it with a commit.',
  bad: '# fleet.yaml: spec.environments.prod\ntier: production\n---\n# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2023@latest }]',
  good: '# fleet.yaml: spec.environments.prod\ntier: production\n---\n# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2023@v20250704 }]',
  find: ({ scope, nodeClasses }) =>
    scope.tier !== 'production'
      ? []
      : nodeClasses.flatMap(({ title, spec }) =>
          objectsAt(spec, 'amiSelectorTerms')
            .filter(([, term]) => /^(?!windows).*@latest$/.test(stringAt(term, 'alias') ?? ''))
            .map(([index]) => ({
              object: title,
              path: ['spec', 'amiSelectorTerms', index, 'alias'],
              message:
                'All production nodes drift as soon as AWS publishes an AMI, since the alias follows the latest release',
              help: 'Pin a tested version, such as al2023@v20250704',
            })),
        ),
});
