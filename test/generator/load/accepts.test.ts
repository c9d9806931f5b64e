import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { acceptor } from '../../../generator/load/accepts.ts';
import { fleetErrors } from '../../../generator/load/fleet-validator.ts';
import schema from '../../../schemas/fleet.schema.json' with { type: 'json' };

const test = suite('accepts');
const accepts = acceptor(schema);
const seed = (): unknown => parse(readFileSync(new URL('../../../fleet.yaml', import.meta.url), 'utf8'));

/** In the place of whatever a fleet holds. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  '',
  'x',
  'X y',
  '10',
  '1.15',
  '${NAME}',
  '10%',
  '1m',
  'Never',
  'é'.repeat(70),
  'a'.repeat(300),
  [],
  [null],
  ['x'],
  ['x', 1],
  {},
  { x: 'y' },
  { spec: null },
];

/** The fleet with one value replaced, or one key added, by turns. */
function* mutants(): Iterable<{ fleet: unknown; place: string }> {
  for (const path of pathsOf(seed())) {
    for (const value of VALUES)
      yield { fleet: replaced(path, value), place: `${path.join('/')} ${JSON.stringify(value)}` };
    for (const key of ['unknown', 'name', 'Not A Name', 'spec'])
      yield { fleet: replaced([...path, key], 'x'), place: [...path, key].join('/') };
  }
}

type Path = readonly string[];

function* pathsOf(value: unknown, path: Path = []): Iterable<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) yield* pathsOf(item, [...path, key]);
}

function replaced(path: Path, value: unknown): unknown {
  const fleet = { root: seed() } as Record<string, unknown>;
  let at = fleet;
  let step = 'root';
  for (const next of path) {
    if (typeof at[step] !== 'object' || at[step] === null) return fleet.root;
    at = at[step] as Record<string, unknown>;
    step = next;
  }
  at[step] = value;
  return fleet.root;
}

test('takes the fleet of this repository', () => {
  assert.ok(accepts(seed()));
});

test('takes what the validator takes, and nothing else', () => {
  let [taken, refused] = [0, 0];
  for (const { fleet, place } of mutants()) {
    const isValid = fleetErrors(fleet).length === 0;
    assert.is(accepts(fleet), isValid, place);
    if (isValid) taken++;
    else refused++;
  }
  assert.ok(taken > 500 && refused > 2000, `${taken} taken, ${refused} refused`);
});

test('refuses what a keyword that it does not know might refuse', () => {
  assert.not(acceptor({ type: 'object', dependencies: {} })({}));
  assert.not(acceptor(JSON.parse('{ "if": { "minLength": 2 }, "then": {}, "else": {} }'))('long'));
  assert.not(acceptor({ $ref: 'elsewhere.json' })({}));
});

test('refuses in doubt of how long a text is', () => {
  assert.ok(acceptor({ minLength: 2 })('four'));
  assert.not(acceptor({ minLength: 2 })('😀'));
  assert.ok(acceptor({ maxLength: 2 })('😀'));
});

test.run();
