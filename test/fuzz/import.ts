// npm run fuzz:import -- [--seed N] [--runs N]: random fleets, generated, imported from what was generated, and generated again; the trees
// must be the same, byte for byte.
import { parseArgs } from 'node:util';
import { FleetMaker } from './import-fleets.ts';
import { roundTripFault } from './import-round-trip.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
});
const first = Number(values.seed);
let differences = 0;
for (let run = 0; run < Number(values.runs); run++) {
  const spec = new FleetMaker(first + run).fleet();
  const fault = roundTripFault(spec);
  if (fault === undefined) continue;
  differences++;
  console.log(`seed ${first + run}: ${fault}\n${JSON.stringify(spec)}\n`);
}
console.log(`${values.runs} round trips from seed ${values.seed}: ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
