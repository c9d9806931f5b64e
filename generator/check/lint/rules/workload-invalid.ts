import { invalidNumbers } from '../../../instances/objects/invalid-numbers.ts';
import { defineRule } from '../rule.ts';
import { titleOf } from '../view.ts';

export const rule = defineRule({
  code: 'workload-invalid',
  severity: 'error',
  impact: 'outage',
  what: 'A request or limit of a workload is not a quantity or is less than 0, or a count such as `replicas` is not a whole number of 0 or more.',
  why: 'The API server rejects the workload, so none of its pods run. What it needs of the nodes is unknown; `poolwright fit` leaves it out.',
  help: 'Write a quantity such as `500m` or `2Gi`, and a count of 0 or more.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: -1\n  template:\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ workloads }) =>
    workloads.flatMap((object) =>
      invalidNumbers(object).map(({ path, text, help }) => ({
        object: titleOf(object),
        workload: object,
        path,
        message: `The API server rejects this ${String(path.at(-1))}: ${text}`,
        help,
      })),
    ),
});
