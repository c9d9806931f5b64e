import { parseEnv } from 'node:util';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readVariablesEnv } from '../../emit/cluster.ts';
import { objectName, pathText, substituteObject } from '../../render/index.ts';
import type { SourceObject } from '../target.ts';

/** Objects as Flux substitutes them; one that it cannot substitute is reported and left out. */
export function withValues(
  objects: readonly SourceObject[],
  values: Readonly<Record<string, string>>,
  diagnostics: Diagnostic[],
): SourceObject[] {
  return objects.flatMap((source) => {
    const result = substituteObject(source.written, values, { strict: true, always: true });
    if (result.ok) return [{ ...source, object: result.value }];
    const { message, path = [], code, variable } = result.error;
    diagnostics.push({
      code: code === 'undefined-variable' ? code : 'render-failed',
      severity: 'error',
      message,
      help:
        code === 'undefined-variable'
          ? `Set ${variable} where the cluster has its other variables`
          : 'Correct this value',
      object: objectName(source.written),
      ...(path.length > 0 ? { field: pathText(path) } : {}),
      at: source.locate(path),
    });
    return [];
  });
}

/** The values of a file of NAME=VALUE lines. */
export function readValues(text: string): Record<string, string> {
  const values = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...(Object.fromEntries(values) as Record<string, string>), ...readVariablesEnv(text) };
}
