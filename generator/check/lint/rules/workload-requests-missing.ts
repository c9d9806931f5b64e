import { objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'workload-requests-missing',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A container of a workload has neither a request nor a limit for `cpu` or for `memory`.',
  why: 'Karpenter sizes nodes by requests. Pods without requests all fit onto the smallest node, and consolidation packs them ever tighter, until memory runs out.',
  help: 'Request what the container uses; set the memory limit to the same value.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers: [{ name: web, image: web }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pods }) => pods.flatMap(faultsOf),
});

function faultsOf({ title, holder, path, spec }: Pod): Fault[] {
  const whole = objectAt(objectAt(spec, 'resources'), 'requests');
  return objectsAt(spec, 'containers').flatMap(([index, container]) => {
    const resources = objectAt(container, 'resources');
    const missing = ['cpu', 'memory'].filter(
      (name) =>
        own(objectAt(resources, 'requests'), name) === undefined &&
        own(objectAt(resources, 'limits'), name) === undefined &&
        own(whole, name) === undefined,
    );
    if (missing.length === 0) return [];
    return [
      {
        object: title,
        workload: holder,
        path: [...path, 'containers', index],
        message: `Karpenter sizes nodes as if this container needed no ${missing.join(' and no ')}, since it requests none`,
        help: `Request ${missing.join(' and ')}`,
      },
    ];
  });
}
