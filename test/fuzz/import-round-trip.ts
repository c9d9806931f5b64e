import { emit, type Tree } from '../../generator/emit/index.ts';
import { defineFleet, type FleetSpec, loadFleet } from '../../generator/load/index.ts';
import { importFolder } from '../generator/import/helper.ts';
import { withSandbox } from '../support/sandbox.ts';

/** What is different in the tree of a fleet that was imported from the tree of another; undefined where nothing is. */
export function roundTripFault(spec: FleetSpec): string | undefined {
  const declared = defineFleet('web', spec, { source: 'fleet.yaml' });
  if (!declared.fleet)
    throw new Error(`not a fleet: ${declared.diagnostics.map(({ message }) => message).join('; ')}`);
  const tree = emit(declared.fleet);
  return withSandbox(Object.fromEntries(tree.files), ({ root }) => {
    const { fleet, diagnostics } = importFolder(root, requestFor(spec));
    const errors = diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code}: ${message}`);
    if (!fleet?.isProven || errors.length > 0) return `not proven: ${errors.join('; ')}\n${fleet?.text}`;
    const again = loadFleet({ readFile: () => fleet.text, glob: () => [] }).fleet;
    return again ? treeFault(tree, emit(again)) : 'the fleet cannot be loaded';
  });
}

/** Without Flux and Argo CD nothing says which environment a cluster is in. */
function requestFor({ delivery, environments, output }: FleetSpec) {
  if (delivery) return { name: 'web' };
  return {
    name: 'web',
    environments: Object.keys(environments).map((name) => ({
      name,
      path: `${output?.overlays ?? 'overlays'}/${name}`,
    })),
    clusters: Object.entries(environments).flatMap(([environment, { clusters = {} }]) =>
      Object.keys(clusters).map((name) => ({
        environment,
        name,
        path: `${output?.clusters ?? 'clusters'}/${name}/variables.env`,
      })),
    ),
  };
}

function treeFault(before: Tree, after: Tree): string | undefined {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])];
  const differing = paths.filter((path) => before.files.get(path) !== after.files.get(path));
  const [path] = differing;
  if (path === undefined) return undefined;
  return `${differing.join(', ')} differ; the first was\n${before.files.get(path)}\nand is\n${after.files.get(path)}`;
}
