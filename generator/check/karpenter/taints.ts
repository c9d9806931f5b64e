import type { ValueObject } from '@kustomize-ts/core';
import { goQuote, labelKeyProblems } from '@poolwright/crd-validator/go';
import { objectsAt, stringAt } from '../../instances/objects/fields.ts';
import type { Path } from '../../load/path.ts';
import type { Problem } from './finding.ts';
import { LABEL_KEY_HELP, LABEL_VALUE_HELP } from './help.ts';

type TaintsField = 'taints' | 'startupTaints';

const effects: ReadonlySet<string> = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute', '']);
const EFFECT_HELP = 'Set effect to NoSchedule, PreferNoSchedule or NoExecute';
const templateSpec: Path = ['spec', 'template', 'spec'];

/** Taints and startup taints: core v1.15.0, pkg/apis/v1/nodeclaim_validation.go, validateTaints. */
export function taintProblems(spec: ValueObject): Problem[] {
  const seen = new Set<string>();
  return [...problemsOf(spec, 'taints', seen), ...problemsOf(spec, 'startupTaints', seen)];
}

function problemsOf(spec: ValueObject, field: TaintsField, seen: Set<string>): Problem[] {
  const out: Problem[] = [];
  for (const [index, taint] of objectsAt(spec, field)) {
    const key = stringAt(taint, 'key') ?? '';
    const effect = stringAt(taint, 'effect') ?? '';
    const value = stringAt(taint, 'value') ?? '';
    const at = (part: string): Path => [...templateSpec, field, index, part];
    if (key === '')
      out.push({ message: noKeyText(out, field), help: 'Give the taint a key', path: at('key') });
    for (const text of labelKeyProblems(key))
      out.push({ message: wrong(text, field), help: LABEL_KEY_HELP, path: at('key') });
    if (value !== '') {
      for (const text of labelKeyProblems(value))
        out.push({ message: wrong(text, field), help: LABEL_VALUE_HELP, path: at('value') });
    }
    if (!effects.has(effect))
      out.push({ message: wrong(goQuote(effect), field), help: EFFECT_HELP, path: at('effect') });
    const pair = `${key}=${effect}`;
    if (seen.has(pair)) {
      const reads = [
        [...templateSpec, 'taints'],
        [...templateSpec, 'startupTaints'],
      ];
      const help =
        'Remove one of the two: a key and effect may occur once in taints and startupTaints together';
      out.push({ message: `duplicate taint Key/Effect pair ${pair}`, help, path: at('key'), reads });
    }
    seen.add(pair);
  }
  return out;
}

function wrong(text: string, field: TaintsField): string {
  return `invalid value: ${text} in ${field}`;
}

// Karpenter wraps the errors so far, which doubles the text with every taint that has no key.
function noKeyText(before: readonly Problem[], field: TaintsField): string {
  const text = before.map(({ message }) => message).join('; ');
  return wrong(text.slice(0, 1000) || '%!w(<nil>)', field);
}
