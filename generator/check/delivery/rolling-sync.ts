import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { selectableLabels } from '../../load/cluster-labels.ts';
import { deliveredBy } from '../../load/delivery-of.ts';
import type { Fleet } from '../../load/index.ts';
import { stepsOf } from '../../load/rolling-sync.ts';

/** A cluster, and the first of those that have the same fault. */
interface Group {
  path: string[];
  others: number;
}

/**
 * Each cluster is in one step, and each step has a cluster. Argo CD (v3.2, `buildAppSyncMap`) never syncs an Application of no step, and
 * one of two steps waits in the later one for itself in the earlier one.
 */
export function checkRollingSync({ name: fleet, spec, sources }: Fleet): Diagnostic[] {
  const { rollingSync } = spec.delivery?.argocd ?? {};
  if (!rollingSync) return [];
  const used = new Set<number>();
  const groups = new Map<string, Group>();
  for (const [environment, clusters] of deliveredBy('argocd', spec)) {
    for (const [name, cluster] of Object.entries(clusters)) {
      const steps = stepsOf(rollingSync, selectableLabels(fleet, environment, name, cluster));
      for (const step of steps) used.add(step);
      if (steps.length === 1) continue;
      const key = steps.join();
      const group = groups.get(key);
      if (group) group.others++;
      else groups.set(key, { path: ['environments', environment, 'clusters', name], others: 0 });
    }
  }
  const at = (step: number) => sources.locate(['delivery', 'argocd', 'rollingSync', 'steps', step]);
  const found = [...groups].map(([key, { path, others }]): Diagnostic => {
    const [first, second] = key === '' ? [] : key.split(',').map(Number);
    const names = `${path.at(-1)}${others > 0 ? ` and ${others} more` : ''}`;
    const base = {
      code: 'delivery-steps' as const,
      severity: 'error' as const,
      at: sources.locate(path, 'key'),
    };
    if (first === undefined || second === undefined)
      return {
        ...base,
        message: `no step of rollingSync selects ${names}, so Argo CD never syncs ${others > 0 ? 'them' : 'it'}`,
        help: 'Select the cluster in a step by its labels; in a step with maxUpdate: 0 a person syncs it',
      };
    return {
      ...base,
      message: `steps ${first + 1} and ${second + 1} of rollingSync both select ${names}: step ${second + 1} waits until step ${first + 1} is healthy, and therefore for itself`,
      help: 'Leave the cluster out of one of them, with operator: NotIn',
      related: [{ message: `step ${second + 1}`, at: at(second) }],
    };
  });
  return [
    ...found,
    ...rollingSync.steps.flatMap((_, step): Diagnostic[] =>
      used.has(step)
        ? []
        : [
            {
              code: 'delivery-steps',
              severity: 'warning',
              message: `step ${step + 1} of rollingSync selects no cluster`,
              help: 'Give clusters the labels that the step selects, or remove the step',
              at: at(step),
            },
          ],
    ),
  ];
}
