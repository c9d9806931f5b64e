import { basename } from 'node:path';
import { openCrds, unknownVersion } from '../crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import {
  asLabel,
  type DeclaredKarpenter,
  type Import,
  importSources,
  type KarpenterVersions,
  planCounts,
  type ReadSources,
} from '../import/index.ts';
import { oneLine } from '../plan/value-text.ts';
import { plural } from '../report/scope.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { existingFleet, writeFleet } from './import-file.ts';
import { openSourceHost } from './import-host.ts';
import { oldText } from './import-old.ts';
import { readSourceOptions } from './import-options.ts';
import { unrenderedNotes } from './unrendered.ts';

/** Writes fleet.yaml from existing objects, after proving that each cluster gets what it has. */
export async function run(context: Context, options: Options, paths: string[]): Promise<Outcome> {
  const request = readSourceOptions(options, paths);
  if ('problem' in request) return wrong(request.problem);
  const crds = openCrds();
  const asked = options.karpenter === undefined ? (crds.versions.at(-1) ?? '') : String(options.karpenter);
  const karpenter = crds.versionOf(asked);
  if (karpenter === undefined) return wrong(unknownVersion(asked, crds));
  const isDry = options['dry-run'] === true;
  const isForced = options.force === true;
  const existing = isDry ? undefined : existingFleet(context.root, isForced);
  if (existing) return wrong(existing);

  const result = importSources(
    openSourceHost(context),
    {
      ...request,
      folder: asLabel(basename(context.root)) || 'fleet',
      karpenter,
      isKarpenterGiven: options.karpenter !== undefined,
      crds,
      at: Date.parse(context.today),
      steps: context,
    },
    FLEET_FILE,
  );
  const { fleet, sources, diagnostics } = result;
  if (!fleet) return nothingFound(result, paths);
  const isWritten = !isDry && (fleet.isProven || isForced);
  const kept = isWritten ? context.stage('write', () => writeFleet(context.root, fleet.text)) : undefined;
  return {
    exitCode: hasErrors(diagnostics) ? 1 : 0,
    diagnostics,
    ...(isDry ? { product: fleet.text } : {}),
    summary: [
      ...splitNotes(fleet),
      ...(options.karpenter === undefined && result.karpenter
        ? karpenterNotes(result.karpenter, karpenter)
        : []),
      ...notes(sources),
      ...proofText(fleet),
      ...(kept === undefined ? [] : [`the previous ${FLEET_FILE} is now ${kept}`]),
      ...(isWritten || fleet.isProven ? oldText(context, fleet.old) : []),
      isWritten ? writtenText(fleet) : isDry ? 'nothing was written' : REFUSED,
    ].join('\n'),
    textOf: (file) => (file === FLEET_FILE ? fleet.text : sources.texts.get(file)),
    result: {
      fleet: fleet.text,
      written: isWritten,
      proven: fleet.isProven,
      targets: fleet.proof?.targets ?? 0,
      objects: fleet.proof?.objects ?? 0,
      ...(fleet.proof ? planCounts(fleet.proof) : {}),
      splits: fleet.imported.splits,
      old: fleet.old,
      karpenter: (result.karpenter?.used ?? []).map(
        ({ karpenter: release, declared: { version, at }, targets }) => ({
          karpenter: release,
          version,
          at,
          targets,
        }),
      ),
      charts: sources.charts,
      templates: sources.templates,
    },
  };
}

const REFUSED = 'nothing was written: fix the errors, or write anyway with --force';

type ImportedFleet = NonNullable<Import['fleet']>;

function splitNotes({ imported }: ImportedFleet): string[] {
  return imported.splits.map(({ environment, into }) => {
    const isByTool = into.some(({ delivery }) => delivery !== undefined);
    const parts = into.map(
      ({ name, clusters, delivery }) =>
        `${name} (${[clustersText(clusters), ...(delivery ?? [])].join(', ')})`,
    );
    const why = isByTool ? 'get different objects, or by Flux and by Argo CD' : 'get different objects';
    return `note: the clusters of ${environment} ${why}, so it became ${parts.join('; ')}`;
  });
}

/** Where the Karpenter release of each cluster comes from. */
function karpenterNotes({ used, unclear, assumed }: KarpenterVersions, karpenter: string): string[] {
  const placeOf = ({ at }: DeclaredKarpenter): string => `${at.file}:${at.line}`;
  const whom = used.length > 0 || assumed.length === 0 ? clustersText(assumed) : 'all clusters';
  return [
    ...used.map(
      ({ karpenter: release, declared, targets }) =>
        `note: Karpenter ${release} of ${clustersText(targets)} is declared in ${placeOf(declared)} (${oneLine(declared.version)})`,
    ),
    ...unclear.map(
      (one) =>
        `note: ${placeOf(one)} declares Karpenter ${oneLine(one.version)}, which does not say which release the clusters run`,
    ),
    ...(assumed.length > 0
      ? [
          `note: Karpenter ${karpenter} is assumed for ${whom}; --karpenter names another release, and environments and clusters can have their own`,
        ]
      : []),
  ];
}

/** How many clusters of an environment are named. */
const MOST_CLUSTERS = 3;

function clustersText(clusters: readonly string[]): string {
  const named = clusters.slice(0, MOST_CLUSTERS).join(', ');
  const others = clusters.length - MOST_CLUSTERS;
  return others > 0 ? `${clusters.length} clusters: ${named} and ${others} more` : named;
}

function notes({ charts, templates }: ReadSources): string[] {
  return unrenderedNotes({ charts: new Set(charts), templates: new Set(templates) }).map((note) =>
    note
      .replace('| poolwright validate -', '| poolwright import --cluster NAME=-')
      .replace('not validated', 'not imported'),
  );
}

function proofText({ proof, isProven }: ImportedFleet): string[] {
  if (!proof) return [];
  const { rolls, deleted } = planCounts(proof);
  const differences = isProven ? 'all equal' : plural(proof.diagnostics.length, 'difference');
  return [
    `${plural(proof.objects, 'object')} of ${plural(proof.targets, 'target')} compared: ${differences}`,
    `plan: ${plural(rolls, 'pool')} replaced, ${deleted} deleted`,
  ];
}

function writtenText({ imported }: ImportedFleet): string {
  const clusters = imported.environments.flatMap((one) => one.clusters).length;
  const pools = plural(Object.keys(imported.pools).length, 'pool');
  const environments = plural(imported.environments.length, 'environment');
  return `${FLEET_FILE} written: ${pools} in ${environments} with ${plural(clusters, 'cluster')}; next: poolwright generate`;
}

function nothingFound({ diagnostics, sources }: Import, paths: readonly string[]): Outcome {
  const none: Diagnostic = {
    code: 'file-not-found',
    severity: 'error',
    message: `found no NodePool that can be imported${paths.length > 0 ? ` in ${paths.join(', ')}` : ''}`,
    help: 'Name files or folders of manifests, kustomize directories, or - for standard input',
  };
  const isOther = diagnostics.some(({ code }) => code === 'unknown-target');
  return {
    exitCode: 2,
    diagnostics: isOther ? diagnostics : [...diagnostics, none],
    textOf: (file) => sources.texts.get(file),
    summary: notes(sources).join('\n'),
    result: {},
  };
}

function wrong(diagnostic: Diagnostic): Outcome {
  return { exitCode: 2, diagnostics: [diagnostic], result: {} };
}
