import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FleetMaker } from '../../fuzz/import-fleets.ts';
import { roundTripFault } from '../../fuzz/import-round-trip.ts';

const test = suite('import of a generated tree');

test('random fleets: what is generated, imported and generated again is the same, byte for byte', () => {
  for (let seed = 1; seed <= 25; seed++)
    assert.is(roundTripFault(new FleetMaker(seed).fleet()), undefined, `seed ${seed}`);
});

test.run();
