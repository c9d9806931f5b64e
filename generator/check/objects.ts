import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Crds } from './crd/crds.ts';
import { isEmpty } from './crd/path-tree.ts';
import { placeholdersOf } from './crd/placeholders.ts';
import { lintAround } from './lint/around-placeholders.ts';
import { createComments } from './lint/comments.ts';
import { lintDiagnostic } from './lint/diagnostics.ts';
import { withoutRepeats } from './lint/repeats.ts';
import { createWrittenText } from './lint/written-text.ts';
import { createPipeline } from './pipeline.ts';
import type { Rules } from './rules/index.ts';
import type { CheckScope } from './scope.ts';
import type { Subject } from './subject.ts';

/** Objects that are meant for one cluster, as far as can be known. */
export interface ObjectsInput {
  scope: CheckScope;
  crds: Crds;
  subjects: readonly Subject[];
  /** Objects that hold pods, and where they are written; others are ignored. */
  workloads: readonly Pick<Subject, 'object' | 'locate'>[];
  /** The rules and policies of a team's own. */
  rules?: Rules | undefined;
  /** Whether these are all of the cluster's objects, as far as can be known. */
  isWhole: boolean;
  /** The text of a file that the subjects' places are in. */
  textOf(file: string): string | undefined;
  /** Is called after each subject. */
  onObject?: (() => void) | undefined;
}

/** Validates and lints objects that are not part of a fleet. */
export function checkObjects({
  scope,
  crds,
  rules,
  subjects,
  workloads,
  isWhole,
  textOf,
  onObject,
}: ObjectsInput): Diagnostic[] {
  const pipeline = createPipeline({ crds, rules });
  const found: Diagnostic[] = [];
  const rejected = new Set<Subject>();
  for (const subject of subjects) {
    const { diagnostics, isRejected } = pipeline(subject);
    found.push(...diagnostics);
    if (isRejected) rejected.add(subject);
    onObject?.();
  }
  if (subjects.length === 0) return found;
  const byName = new Map(subjects.map((subject) => [subject.name, subject]));
  const objects = subjects.map(({ object }) => object);
  const commentsAt = createComments(byName, textOf);
  const writtenAt = createWrittenText(byName, textOf);
  const places = new Map(
    workloads.map(({ object, locate }) => [object, { locate, placeholders: placeholdersOf(object) }]),
  );
  const input = { scope, objects, workloads: workloads.map(({ object }) => object), commentsAt, writtenAt };
  const templated = [...subjects, ...workloads.map(withPlaceholders)]
    .filter(({ placeholders }) => !isEmpty(placeholders))
    .map(({ object }) => object);
  for (const finding of lintAround(input, new Set(templated))) {
    const subject = byName.get(finding.object);
    if (subject && rejected.has(subject)) continue;
    const diagnostic = lintDiagnostic(finding, subject ?? (finding.workload && places.get(finding.workload)));
    if (diagnostic) found.push(...(isWhole ? [diagnostic] : ifPresent(diagnostic, objects)));
  }
  return withoutRepeats(found);
}

function withPlaceholders({ object }: Pick<Subject, 'object'>): Pick<Subject, 'object' | 'placeholders'> {
  return { object, placeholders: placeholdersOf(object) };
}

/** Codes that report something missing, which single files cannot show of a cluster, and the kind that is missing. */
const ABSENCE: Readonly<Record<string, string>> = {
  'missing-node-class': 'EC2NodeClass',
  'workload-unschedulable': 'NodePool',
};

/** Codes that are about all workloads of a cluster, of which single files show a few. */
const ABOUT_ALL_WORKLOADS: readonly string[] = ['taint-untolerated', 'pool-unused'];

/** Of what is missing a warning at most; nothing where the files have no object of that kind, since others then hold them. */
function ifPresent(diagnostic: Diagnostic, objects: readonly ValueObject[]): Diagnostic[] {
  if (ABOUT_ALL_WORKLOADS.includes(diagnostic.code)) return [];
  const missing = ABSENCE[diagnostic.code];
  if (missing === undefined) return [diagnostic];
  return objects.some(({ kind }) => kind === missing) ? [{ ...diagnostic, severity: 'warning' }] : [];
}
