import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createZoneStore } from '../../../../../generator/report/html/components/zone-store.ts';

const test = suite('time zones of a page');

test('offers the zone of the command, UTC and that of the reader, each once', () => {
  assert.equal(createZoneStore('UTC', 'Europe/Berlin').zones, ['UTC', 'Europe/Berlin']);
  assert.equal(createZoneStore('Asia/Kolkata', 'Europe/Berlin').zones, [
    'Asia/Kolkata',
    'UTC',
    'Europe/Berlin',
  ]);
  assert.equal(createZoneStore('UTC', 'UTC').zones, ['UTC']);
});

test('a choice is reported to all parts, until they go', () => {
  const store = createZoneStore('UTC', 'Europe/Berlin');
  const seen: string[] = [];
  const stop = store.subscribe(() => seen.push(store.current()));
  store.choose('Europe/Berlin');
  stop();
  store.choose('UTC');
  assert.equal(seen, ['Europe/Berlin']);
  assert.is(store.current(), 'UTC');
});

test.run();
