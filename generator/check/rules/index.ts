import type { ValueObject } from '@kustomize-ts/core';
import { celValue } from '@poolwright/crd-validator/cel';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet, RuleSet } from '../../load/index.ts';
import type { Subject } from '../subject.ts';
import { attributesOf } from './attributes.ts';
import { checkPolicy } from './decide.ts';
import { misspelledNames } from './match-names.ts';
import { checkOwnRule, compileOwnRules } from './own-rules.ts';
import { compilePolicies } from './policies.ts';
import type { StoredObject } from './state.ts';
import { objectValue } from './values.ts';

export type { StoredObject } from './state.ts';

/** A team's rules and policies, compiled. */
export interface Rules {
  /** What is wrong with them, and which are not evaluated. */
  diagnostics: readonly Diagnostic[];
  /** What they find wrong with an object that the cluster accepts otherwise. */
  check(subject: Subject, stored: StoredObject): Diagnostic[];
}

/** Compiles the rules of a fleet. */
export function compileRules(fleet: Pick<Fleet, 'rules' | 'spec'>): Rules {
  const { diagnostics, check } = compileRuleSet(fleet.rules, Object.keys(fleet.spec.variables ?? {}));
  return { diagnostics: [...diagnostics, ...misspelledNames(fleet)], check };
}

/**
 * Compiles rules once for all objects.
 * @param declared the variables of the fleet, where there is one
 */
export function compileRuleSet(set: RuleSet, declared?: readonly string[]): Rules {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const own = compileOwnRules(set, declared, report);
  const policies = compilePolicies(set, report);
  const known = new WeakMap<ValueObject, Map<string, Diagnostic[]>>();
  const needsOld =
    policies.length > 0 ||
    own.some(({ expression, messageExpression }) =>
      [expression, messageExpression].some(
        (one) => one?.variables.has('oldObject') || one?.variables.has('oldSelf'),
      ),
    );
  return {
    diagnostics,
    check: (subject, stored) => {
      const old = needsOld ? stored.old() : undefined;
      const state = {
        object: objectValue(stored.object, subject.placeholders),
        oldObject: old && celValue(old),
        attributes: attributesOf(stored.object, old),
      };
      const cached = known.get(subject.object) ?? new Map<string, Diagnostic[]>();
      known.set(subject.object, cached);
      // Clusters of an environment share the objects that no variable touches.
      const once = (id: string, isShared: boolean, compute: () => Diagnostic[]): Diagnostic[] => {
        if (!isShared) return compute();
        const key = `${subject.scope.environment ?? ''} ${id}`;
        const found = cached.get(key) ?? compute();
        cached.set(key, found);
        return found;
      };
      return [
        ...own.flatMap((compiled) =>
          once(compiled.rule.id, !compiled.isOfCluster, () => checkOwnRule(compiled, subject, state)),
        ),
        ...policies.flatMap((compiled) =>
          once(compiled.policy.name, old === undefined, () => checkPolicy(compiled, subject, state)),
        ),
      ];
    },
  };
}
