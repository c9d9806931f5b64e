import { defineRule } from '../rule.ts';
import { taintText, untolerated } from '../scheduling/taint.ts';

export const rule = defineRule({
  code: 'taint-untolerated',
  severity: 'warning',
  what: 'A NodePool has taints, the environment names workloads, and none of their pods tolerates them all.',
  why: 'The pool is never used by what it is there for: the toleration is missing or misspelt.',
  help: 'Add the toleration to the workload, or list the workload that uses the pool.',
  bad: 'taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]\n# workload\ntolerations: [{ key: nvidia.com/gpus, operator: Exists }]',
  good: 'taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]\n# workload\ntolerations: [{ key: nvidia.com/gpu, operator: Exists }]',
  find: ({ pools, pods }) =>
    pods.length === 0
      ? []
      : pools.flatMap(({ title, taints }) => {
          const used = pods.some(({ tolerations }) => untolerated(taints, tolerations) === undefined);
          const [first] = taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
          if (used || first === undefined) return [];
          return [
            {
              object: title,
              path: ['spec', 'template', 'spec', 'taints'],
              message: `None of the workloads tolerates the taints of this pool, as ${taintText(first)}`,
              help: 'Add the toleration to the workload that is meant to run here, or list that workload',
            },
          ];
        }),
});
