import type { Answers } from './answers.ts';
import { gitAttributes, SCHEMA_FILE } from './files.ts';
import { fleetText } from './fleet-text.ts';

export type { Answers } from './answers.ts';
export { CI_FILES, CI_SYSTEMS, ciText } from './files.ts';
export { foldersToImport, isKarpenterManifest } from './manifests.ts';
export { QUESTIONS, roleProblem } from './questions.ts';

/** What a new fleet is written with. */
export interface NewProject {
  answers: Answers;
  /** The fleet's name, a DNS label. */
  name: string;
  /** Karpenter's release, such as `1.15`. */
  karpenter: string;
  /** The JSON Schema of fleet.yaml. */
  schema: string;
  /** Address that Argo CD clones the repository from. */
  repoURL?: string | undefined;
}

/** The files of a new fleet by path, those that are the person's own first. */
export function newFiles(fleetFile: string, project: NewProject): Map<string, string> {
  const { answers, schema } = project;
  return new Map([
    [fleetFile, fleetText(answers, { ...project, schema: SCHEMA_FILE })],
    [SCHEMA_FILE, schema],
    ['.gitattributes', gitAttributes()],
  ]);
}

/** A name as a DNS label. */
export function fleetName(text: string): string {
  const label = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return label === '' ? 'fleet' : label;
}
