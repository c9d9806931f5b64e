import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diskHost } from '../load/disk.ts';
import { loadRecorded } from '../load/recorded.ts';
import { instancesCsv } from '../report/instances/csv.ts';
import { instancesJson } from '../report/instances/json.ts';
import { instancesMarkdown } from '../report/instances/markdown.ts';
import { instancesText } from '../report/instances/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { readTable } from './instances-table.ts';
import { listInstances } from './list-instances.ts';
import { readPrices } from './prices.ts';
import { readTarget } from './targets.ts';
import { withPage } from './with-page.ts';

/** Lists what each pool can launch; changes nothing. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const failed = (diagnostics: Diagnostic[]): Outcome =>
    withPage(context, { exitCode: 2, diagnostics, result: {} });
  const table = readTable(options);
  if ('problem' in table) return failed([table.problem]);
  const { fleet, diagnostics } = context.stage('load', () =>
    loadRecorded(diskHost(context.root), FLEET_FILE),
  );
  if (!fleet) return failed(diagnostics);
  const pools = Object.keys(fleet.spec.pools);
  const wanted = readTarget('instances', positionals, fleet.spec, {
    noun: 'pool',
    known: pools,
    isKnown: (word) => pools.includes(word),
  });
  if ('problem' in wanted) return failed([wanted.problem]);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed([prices.problem]);
  diagnostics.push(...prices.diagnostics);
  if (prices.diagnostics.some(({ severity }) => severity === 'error')) return failed(diagnostics);
  const { target, others } = wanted;
  const entries = listInstances(
    context,
    fleet,
    prices.priceOf,
    (environment, cluster, pool) =>
      (target === undefined || target === environment || target === cluster) &&
      (others.length === 0 || others.includes(pool)),
  );
  const { columns, sort, isChosen } = table;
  const outcome: Outcome = {
    exitCode: 0,
    diagnostics,
    product: instancesText(entries, { columns, sort, isChosen, width: context.width, color: context.color }),
    markdown: instancesMarkdown(entries, columns, sort),
    csv: instancesCsv(entries, columns, sort),
    result: { instances: instancesJson(entries, sort) },
  };
  return withPage(context, outcome, { fleet, instances: { entries, sort, priceOf: prices.priceOf } });
}
