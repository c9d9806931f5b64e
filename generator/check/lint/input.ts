import type { ValueObject } from '@kustomize-ts/core';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { Impact } from '../../diagnostics/impact.ts';
import type { LintCode } from '../../diagnostics/lint-codes.ts';
import type { CheckScope } from '../scope.ts';

export interface LintInput {
  /** The environment of the objects; rules that depend on an unknown Kubernetes version are lenient. */
  scope: CheckScope;
  /** The objects of one cluster, after substitution: NodePools, EC2NodeClasses and others. */
  objects: readonly ValueObject[];
  /** What the pools must be able to run: objects that hold pods or pod templates. */
  workloads: readonly ValueObject[];
  /** The author's comments beside a value of an object, given its name as `NodePool/x`; absent where nobody wrote it as text. */
  commentsAt?: (object: string, path: readonly (string | number)[]) => readonly string[];
  /** The text of a field as its author wrote it, with its variables; undefined if unknown. */
  writtenAt?: (object: string, path: readonly (string | number)[]) => string | undefined;
}

/** A lint finding. */
export interface LintFinding {
  code: LintCode;
  severity: Severity;
  impact: Impact;
  /** What is wrong and why, one sentence without a final full stop. */
  message: string;
  /** How to fix it, an imperative sentence without a final full stop. */
  help: string;
  /** The object, such as `NodePool/x`. */
  object: string;
  /** That object itself where it is a workload, of which two may have one name. */
  workload?: ValueObject;
  path: (string | number)[];
  /** `key` where the name of the field is what is wrong; its value without it. */
  part?: 'key';
  /** Whether a variable is to blame that the field has its value from, and not the text around it. */
  isOfVariable?: boolean;
}
