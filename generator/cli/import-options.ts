import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ImportRequest } from '../import/index.ts';
import type { Options } from './command.ts';

type SourceOptions = Pick<ImportRequest, 'paths' | 'environments' | 'clusters' | 'only' | 'name'>;

const ENVIRONMENT = /^([a-z0-9][a-z0-9-]*)=(.+)$/s;
const CLUSTER = /^(?:([a-z0-9][a-z0-9-]*)\/)?([a-z0-9][a-z0-9-]*)=(.+)$/s;

/** Reads what the command line names; the folder itself where it names nothing. */
export function readSourceOptions(
  options: Options,
  paths: readonly string[],
): SourceOptions | { problem: Diagnostic } {
  const environments: { name: string; path: string }[] = [];
  const clusters: { environment?: string; name: string; path: string }[] = [];
  for (const text of textsOf(options.environment)) {
    const [, name, path] = ENVIRONMENT.exec(text) ?? [];
    if (name === undefined || path === undefined)
      return { problem: wrongPair('environment', text, 'NAME=SOURCE') };
    environments.push({ name, path });
  }
  for (const text of textsOf(options.cluster)) {
    const [, environment, name, path] = CLUSTER.exec(text) ?? [];
    if (name === undefined || path === undefined)
      return { problem: wrongPair('cluster', text, '[ENVIRONMENT/]NAME=SOURCE') };
    clusters.push({ ...(environment === undefined ? {} : { environment }), name, path });
  }
  const isBare = paths.length + environments.length + clusters.length === 0;
  const only = textsOf(options.only);
  return {
    paths: isBare ? ['.'] : paths,
    environments,
    clusters,
    ...(only.length > 0 ? { only: new Set(only) } : {}),
    ...(options.name === undefined ? {} : { name: String(options.name) }),
  };
}

function textsOf(value: Options[string]): string[] {
  return [value ?? []].flat().map(String);
}

function wrongPair(option: string, text: string, form: string): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `--${option} ${text} does not name one source`,
    help: `Write --${option} ${form}, with a name of lower-case letters, digits and "-"`,
  };
}
