import { parseDuration } from '@poolwright/crd-validator/go';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../../diagnostics/suggest.ts';
import { listAt, objectAt, objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import { isKarpenter } from '../../pipeline.ts';
import {
  coversObject,
  dependenciesOf,
  type Kustomization,
  kustomizationsIn,
  titleOf,
  type WrittenObject,
} from './objects.ts';

/** The least that Flux waits for what it applied, in nanoseconds (kustomize-controller v1.9, `GetTimeout`). */
const MIN_TIMEOUT = 30_000_000_000n;

/** Whether Flux raises a timeout. */
export function isTooShort(timeout: string): boolean {
  const parsed = parseDuration(timeout);
  return !('error' in parsed) && parsed.nanoseconds < MIN_TIMEOUT;
}

/** Flux Kustomizations that wait for something that never becomes ready, or whose timeout Flux raises. */
export function checkReadiness(objects: readonly WrittenObject[], failing: readonly Failing[]): Diagnostic[] {
  const all = kustomizationsIn(objects);
  return all.flatMap((one) => [
    ...missingHealthChecks(one, objects),
    ...neverReady(one, all, failing),
    ...shortTimeout(one),
  ]);
}

/** A NodePool that never becomes ready, and the finding that says why. */
export interface Failing {
  written: WrittenObject;
  cause: Diagnostic;
}

function neverReady(
  one: Kustomization,
  all: readonly Kustomization[],
  failing: readonly Failing[],
): Diagnostic[] {
  if (one.spec.wait !== true) return [];
  return failing
    .filter(({ written }) => coversObject(one, written))
    .map(({ cause }) => {
      const waiting = all.filter(
        (other) => other.group === one.group && dependenciesOf(other).some(({ name }) => name === one.name),
      );
      const others = waiting.length === 0 ? '' : `, and ${waiting.map(titleOf).join(', ')} with it`;
      return {
        code: 'never-ready' as const,
        severity: 'warning' as const,
        message: `${titleOf(one)} waits for ${cause.object}, which never becomes ready, so it fails at each timeout${others}`,
        help: 'Correct the object first',
        object: `Kustomization/${one.name}`,
        field: 'spec.wait',
        at: one.locate(['spec', 'wait'], 'key'),
        ...(cause.at ? { related: [{ message: cause.message, at: cause.at }] } : {}),
      };
    });
}

/** Health checks of Karpenter's objects that are not applied, while others of their kind are. With `wait` Flux does not read the list. */
function missingHealthChecks(one: Kustomization, objects: readonly WrittenObject[]): Diagnostic[] {
  if (one.spec.wait === true) return [];
  const applied = objects.filter((written) => isKarpenter(written.object) && coversObject(one, written));
  return objectsAt(one.spec, 'healthChecks').flatMap(([index, check]) => {
    const [kind, name] = [stringAt(check, 'kind'), stringAt(check, 'name')];
    const names = applied
      .filter(({ object }) => object.kind === kind)
      .map(({ object }) => String(objectAt(object, 'metadata').name));
    if (name === undefined || names.length === 0 || names.includes(name)) return [];
    return {
      code: 'never-ready' as const,
      severity: 'warning' as const,
      message: `${titleOf(one)} waits for ${kind}/${name}, which is not among what it applies`,
      help: didYouMean(name, names, 'object'),
      object: `Kustomization/${one.name}`,
      field: `spec.healthChecks[${index}].name`,
      at: one.locate(['spec', 'healthChecks', index, 'name']),
    };
  });
}

function shortTimeout(one: Kustomization): Diagnostic[] {
  const timeout = stringAt(one.spec, 'timeout');
  const waits = one.spec.wait === true || listAt(one.spec, 'healthChecks').length > 0;
  if (timeout === undefined || !waits || !isTooShort(timeout)) return [];
  return [
    {
      ...timeoutTooShort(timeout, titleOf(one)),
      object: `Kustomization/${one.name}`,
      field: 'spec.timeout',
      at: one.locate(['spec', 'timeout']),
    },
  ];
}

/** The finding for a timeout that Flux raises, without its place. */
export function timeoutTooShort(timeout: string, who: string): Diagnostic {
  return {
    code: 'timeout-too-short',
    severity: 'warning',
    message: `${who} has timeout ${timeout}, and Flux waits at least 30s: an EC2NodeClass is ready only after Karpenter has found its AMIs, subnets and instance profile`,
    help: 'Set timeout to 2m or more, or remove it: the default is interval without 30s',
  };
}
