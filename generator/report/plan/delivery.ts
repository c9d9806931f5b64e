import { type DeliveryNote, type DeliveryStep, isOrderWorthKnowing } from '../../plan/delivery/order.ts';
import type { Plan } from '../../plan/plan.ts';
import { placeText } from '../scope.ts';
import { alike, clustersText } from './lines.ts';

/** An order of delivery that is the same in some clusters, of one environment or several. */
interface DeliverySection {
  /** `order in dev, prod, Kustomization/web:` */
  title: string;
  clusters: string;
  lines: string[];
}

/** The orders of delivery that people have to know, or all of them. */
export function deliverySections({ delivery }: Pick<Plan, 'delivery'>, all: boolean): DeliverySection[] {
  const shown = all ? delivery : delivery.filter(isOrderWorthKnowing);
  const groups = alike(shown, ({ deliverer, steps, notes }) => [deliverer, steps, notes]);
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const environments = [...new Set(group.map(({ environment }) => environment))].join(', ');
    return {
      title: `order in ${environments}, ${first.deliverer}:`,
      clusters: clustersText({ clusters: group.flatMap(({ clusters }) => clusters), from: undefined }),
      lines: [...first.notes.map(noteLine), ...first.steps.map((step, i) => `${i + 1}. ${stepText(step)}`)],
    };
  });
}

function noteLine({ isProblem, text, at }: DeliveryNote): string {
  return `${isProblem ? 'stalls: ' : ''}${text}${at ? ` (${placeText(at)})` : ''}`;
}

function stepText({ action, objects, note }: DeliveryStep): string {
  const names = objects.join(', ');
  const more = note === undefined ? '' : `, ${note}`;
  if (action === 'wait') return `wait until ${names} ${objects.length === 1 ? 'is' : 'are'} ready${more}`;
  return `${action} ${names}${more}`;
}
