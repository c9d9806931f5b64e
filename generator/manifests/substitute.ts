import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type RenderError, substituteObject } from '../render/index.ts';
import { about, type Subject, subjectOf } from './check.ts';
import type { Manifest } from './manifest.ts';

/** A manifest as Flux substitutes it with these values, strictly; undefined values leave its placeholders as they are. */
export function substituted(
  manifest: Manifest,
  variables: Readonly<Record<string, string>> | undefined,
): { item?: Subject; diagnostics: Diagnostic[] } {
  if (variables === undefined) return { item: subjectOf(manifest, manifest.object, false), diagnostics: [] };
  const result = substituteObject(manifest.object, variables, { strict: true, always: true });
  return result.ok
    ? { item: subjectOf(manifest, result.value, true), diagnostics: [] }
    : { diagnostics: [fault(subjectOf(manifest, manifest.object, true), result.error)] };
}

function fault(item: Subject, { code, message, path = [], variable }: RenderError): Diagnostic {
  const missing = code === 'undefined-variable';
  return {
    ...about(item, path),
    code: missing ? 'undefined-variable' : 'render-failed',
    severity: 'error',
    message,
    help: missing
      ? `Give it a value with --var ${variable}=VALUE, or a default`
      : 'Correct the value named here',
  };
}
