import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readPriceFile } from '../../../../generator/instances/cost/price-file.ts';

test('takes the price of a region before that of all, and the catalogue’s for what it leaves out', () => {
  const { priceOf, diagnostics } = readPriceFile(
    'prices.csv',
    'type,region,dollarsPerHour\n# our discount\nm5.large,,0.08\nm5.large,eu-west-1,0.09\r\nc5.large,*,0.07\n\n"r5.large","us-east-1","0.1"\n',
  );
  assert.equal(diagnostics, []);
  assert.equal(priceOf('m5.large', 'us-east-1'), { kind: 'given', dollarsPerHour: 0.08 });
  assert.equal(priceOf('m5.large', 'eu-west-1'), { kind: 'given', dollarsPerHour: 0.09 });
  assert.equal(priceOf('c5.large', 'ap-south-1'), { kind: 'given', dollarsPerHour: 0.07 });
  assert.equal(priceOf('r5.large', 'us-east-1'), { kind: 'given', dollarsPerHour: 0.1 });
  assert.is(priceOf('r5.large', 'eu-west-1').kind, 'estimated');
  assert.is(priceOf('m5.xlarge', 'us-east-1').kind, 'exact');
});

test('names the line of what it cannot read', () => {
  const { diagnostics } = readPriceFile(
    'prices.csv',
    'm5.large,us-east-1,0.08\nm5 large,us-east-1,0.08\nm5.xlarge,us-east-1,$0.2\nm5.2xlarge,0.4\nm5.large,us-east-1,0.09\nc5.large,us-east-1,0.1,x\n',
  );
  assert.equal(
    diagnostics.map(({ code, severity, at }) => [code, severity, at?.file, at?.line]),
    [2, 3, 4, 5, 6].map((line) => ['invalid-price', 'error', 'prices.csv', line]),
  );
  assert.match(diagnostics[1]?.message ?? '', /"\$0\.2" is not a number of dollars/);
  assert.match(diagnostics[3]?.message ?? '', /Line 1 also has a price of m5\.large in this region/);
});

test('warns of types and regions that may be new, and uses their prices', () => {
  const { priceOf, diagnostics } = readPriceFile('p.csv', 'zz9.large,us-east-1,1\nm5.large,mars-1,2\n');
  assert.equal(
    diagnostics.map(({ severity, at }) => [severity, at?.line]),
    [
      ['warning', 1],
      ['warning', 2],
    ],
  );
  assert.equal(priceOf('zz9.large', 'us-east-1'), { kind: 'given', dollarsPerHour: 1 });
  assert.equal(priceOf('m5.large', 'mars-1'), { kind: 'given', dollarsPerHour: 2 });
});

test.run();
