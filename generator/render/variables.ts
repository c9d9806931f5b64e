import type { ValueObject } from '@kustomize-ts/core';
import { envsubstReferences } from './envsubst/substitute.ts';
import { objectName, type Path, type RenderError } from './error.ts';
import { optsOut } from './flux/object.ts';
import { fluxReferences } from './flux/references.ts';
import { dollarLeaves } from './leaves.ts';

/** A place where an object refers to a variable. */
export interface VariableUse {
  name: string;
  /** The field, or the mapping's entry when its key has the reference. */
  path: Path;
  /** False where the text has a default. */
  required: boolean;
}

export interface VariableUses {
  uses: VariableUse[];
  /** Strings that are not text of the language. */
  errors: RenderError[];
}

/** The variables that Flux substitutes in an object; none in one that opts out. */
export function fluxUses(object: ValueObject): VariableUses {
  const uses: VariableUse[] = [];
  const errors: RenderError[] = [];
  for (const { text, path } of optsOut(object) ? [] : dollarLeaves(object)) {
    const read = fluxReferences(text);
    if (read.ok) {
      for (const { name, required } of read.value) uses.push({ name, path, required });
    } else {
      const { message, variable } = read.error;
      const error: RenderError = {
        code: 'bad-substitution',
        message: `Flux cannot read a substitution here: ${message}`,
        object: objectName(object),
        path,
      };
      errors.push(variable === undefined ? error : { ...error, variable });
    }
  }
  return { uses, errors };
}

/** The variables that GNU envsubst substitutes in an object's text: `$NAME`, too. */
export function envsubstUses(object: ValueObject): VariableUse[] {
  return dollarLeaves(object).flatMap(({ text, path }) =>
    envsubstReferences(text).map(({ name }) => ({ name, path, required: true })),
  );
}
