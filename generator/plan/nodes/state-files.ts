import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';

/** Where the state of a cluster is read from: a file, or `-` for standard input. */
export interface StateFile {
  cluster: string;
  file: string;
}

/**
 * The files of `--state [CLUSTER=]FILE`, one for a cluster; a file without a cluster is the one cluster's that is planned.
 * @param clusters the clusters that are planned
 */
export function stateFiles(
  written: readonly string[],
  clusters: readonly string[],
): StateFile[] | { problem: Diagnostic } {
  const files: StateFile[] = [];
  for (const one of written) {
    const [, name, file = ''] = /^(?:([^=/]*)=)?(.*)$/s.exec(one) ?? [];
    if (file === '') return wrong(`--state takes CLUSTER=FILE, not ${one}`);
    const [only] = clusters;
    if (name === undefined && clusters.length !== 1)
      return wrong(
        `the plan has ${clusters.length} clusters, and --state ${one} does not say which one the file is from`,
        `Write --state CLUSTER=${one}, with the name of that cluster`,
      );
    const cluster = name ?? only ?? '';
    if (!clusters.includes(cluster))
      return wrong(
        `--state names ${cluster}, which is not in the plan`,
        didYouMean(cluster, clusters, 'cluster'),
      );
    if (files.some((other) => other.cluster === cluster)) return wrong(`--state names ${cluster} twice`);
    if (file === '-' && files.some((other) => other.file === '-'))
      return wrong('--state reads standard input twice');
    files.push({ cluster, file });
  }
  return files;
}

function wrong(message: string, help = 'Write --state CLUSTER=FILE'): { problem: Diagnostic } {
  return { problem: { code: 'invalid-value', severity: 'error', message, help } };
}
