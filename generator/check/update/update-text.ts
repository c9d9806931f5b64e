import type { Value } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { jsonText } from '../../instances/objects/json-text.ts';
import type { UpdateEffect } from '../violations.ts';

/** The diagnostic of a violation, as what it is in an update. */
export function withUpdate(diagnostic: Diagnostic, update: UpdateEffect): Diagnostic {
  const { message } = diagnostic;
  if (update.effect === 'ratcheted')
    return {
      ...diagnostic,
      code: 'update-ratcheted',
      severity: 'warning',
      impact: 'upkeep',
      message: `${message}; the API server keeps accepting it as long as it stays as it is at ${update.revision}, but a new cluster rejects it`,
      help: 'Correct the field',
    };
  const { value, at } = update.old;
  return {
    ...diagnostic,
    code: 'update-rejected',
    message:
      `as an update of what clusters have: ${message}; ` +
      `at ${update.revision} it is ${value === undefined ? 'absent' : shortText(value)} (${at.file}:${at.line})`,
    help: 'Keep the old value, or delete the object in the cluster first: the API server rejects this change',
  };
}

const SHOWN = 60;

/** A value on one line, cut where it is long. */
function shortText(value: Value): string {
  const text = jsonText(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
