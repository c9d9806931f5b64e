import type { Random } from './crd-objects.ts';

type Kind =
  | 'int'
  | 'double'
  | 'string'
  | 'bool'
  | 'ints'
  | 'strings'
  | 'map'
  | 'any'
  | 'quantity'
  | 'semver'
  | 'ip'
  | 'cidr'
  | 'duration'
  | 'time'
  | 'optional';

const words = [
  '',
  'a',
  'A-b',
  'spot',
  'on-demand',
  'é😀x',
  '10',
  '1.5',
  'true',
  'x,y,z',
  ' a b ',
  'abcabc',
  'nvidia.com/gpu',
  '%d',
];
const quantities = [
  '0',
  '1',
  '100m',
  '1Gi',
  '1G',
  '1.5Gi',
  '64k',
  '-3',
  '0.5',
  '1e3',
  '10E',
  '',
  'abc',
  '1n',
  '0.1n',
  '.5',
  '5.',
  '+1Ki',
  '1Kk',
  '12e-3',
];
const semvers = [
  '1.2.3',
  '1.10.0',
  '1.2.3-rc.1',
  '1.2.3-rc.10',
  '1.2.3+b',
  'v1.2.3',
  '1.2',
  '01.2.3',
  '1.2.3-',
  '',
  '1.2.3-01',
  '1.0.0-alpha',
  '1.0.0-1',
];
const ips = [
  '10.0.0.1',
  '127.0.0.1',
  '::1',
  'fe80::1',
  '2001:DB8::1',
  '::ffff:1.2.3.4',
  '256.1.1.1',
  '01.2.3.4',
  '224.0.0.1',
  '169.254.1.1',
  '::',
  '0.0.0.0',
  'ff02::1',
  '1:2:3:4:5:6:7:8',
  '255.255.255.255',
  'fe80::1%eth0',
  '1:0:0:2:0:0:0:3',
];
const cidrs = [
  '10.0.0.0/8',
  '10.1.2.3/16',
  '::/0',
  '2001:db8::/32',
  '10.0.0.0/33',
  '10.0.0.0',
  '10.0.0.0/08',
  '127.0.0.0/8',
];
const urls = [
  'https://example.com:80/path%20x?k=v&k=w&x',
  '/a/b',
  'http://[::1]:8080/',
  'example.com',
  'https://u:p@h/é?q=%zz',
  'mailto:a@b.c',
  '',
  'HTTP://Host/A',
];
const durations = ['1h', '90s', '1h30m', '-1.5s', '300ms', '0', 'x', '1d'];
const times = [
  '2024-02-29T12:34:56Z',
  '2020-01-01T00:00:00.5Z',
  '2020-06-01T00:00:00+02:00',
  '2020-01-01',
  'x',
];
const formats = ['%s', '%d', '%s and %s', '%.2f', '%x', '%b', '%o', '%e', '%%', '%s%', '%q', '%.3e', '%X'];
const names = [
  'dns1123Label',
  'dns1123Subdomain',
  'dns1035Label',
  'qualifiedName',
  'labelValue',
  'uri',
  'uuid',
  'byte',
  'date',
  'datetime',
  'dns1123LabelPrefix',
  'nonsense',
];

/** Paths of the object that the expressions are about, of every type. */
const paths = [
  'int',
  'zero',
  'big',
  'double',
  'text',
  'word',
  'yes',
  'no',
  'nothing',
  'ints',
  'texts',
  'mixed',
  'empty',
  'map',
  'labels',
  'missing',
  'objects',
].map((name) => `object.spec.${name}`);

/** Makes random expressions, mostly of the types that their functions take. */
export class ExpressionMaker {
  readonly #random: Random;
  #depth = 0;
  #locals: { name: string; kind: Kind }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  make(): string {
    this.#depth = 0;
    this.#locals = [];
    return this.#of(
      this.#random.pick<Kind>([
        'bool',
        'bool',
        'bool',
        'int',
        'string',
        'any',
        'strings',
        'optional',
        'double',
        'map',
      ]),
    );
  }

  #of(kind: Kind): string {
    const local = this.#locals.filter((one) => one.kind === kind || kind === 'any');
    if (local.length > 0 && this.#random.chance(0.3)) return this.#random.pick(local).name;
    if (kind !== 'optional' && this.#random.chance(0.06)) return this.#random.pick(paths);
    if (this.#depth > 3 || this.#random.chance(0.2)) return this.#leaf(kind);
    this.#depth += 1;
    const out = this.#node(kind);
    this.#depth -= 1;
    return out;
  }

  #text(from: readonly string[]): string {
    return JSON.stringify(this.#random.pick(from));
  }

  #leaf(kind: Kind): string {
    const { pick } = { pick: <T>(from: readonly T[]): T => this.#random.pick(from) };
    switch (kind) {
      case 'int':
        return pick([
          '0',
          '1',
          '-2',
          '3',
          '10',
          '9223372036854775807',
          'object.spec.int',
          'object.spec.zero',
          'object.spec.big',
          'size(object.spec.texts)',
        ]);
      case 'double':
        return pick(['0.5', '-1.25', '1.0', '1234567.5', '0.00001', 'object.spec.double']);
      case 'string':
        return this.#random.chance(0.4)
          ? pick([
              'object.spec.text',
              'object.spec.word',
              'object.metadata.name',
              'object.kind',
              'object.spec.map.k',
            ])
          : this.#text(words);
      case 'bool':
        return pick([
          'true',
          'false',
          'object.spec.yes',
          'object.spec.no',
          'has(object.spec.missing)',
          'has(object.spec.int)',
          'has(object.spec.nothing)',
          'has(object.spec.map.k)',
          'has(object.missing.k)',
        ]);
      case 'ints':
        return pick(['[1, 2, 3]', '[]', 'object.spec.ints', '[3, 1, 2, 1]', 'object.spec.empty']);
      case 'strings':
        return pick(['["a", "b"]', 'object.spec.texts', '["b", "a", "b"]', 'object.spec.labels.map(k, k)']);
      case 'map':
        return pick(['object.spec.map', 'object.spec.labels', '{"a": 1}', '{}']);
      case 'any':
        return pick(paths);
      case 'quantity':
        return `quantity(${this.#text(quantities)})`;
      case 'semver':
        return `semver(${this.#text(semvers)})`;
      case 'ip':
        return `ip(${this.#text(ips)})`;
      case 'cidr':
        return `cidr(${this.#text(cidrs)})`;
      case 'duration':
        return `duration(${this.#text(durations)})`;
      case 'time':
        return `timestamp(${this.#text(times)})`;
      case 'optional':
        return pick([
          'object.spec.?int',
          'object.?missing',
          'object.spec.?texts[?0]',
          'optional.of(dyn(1))',
          'optional.none()',
          'object.spec.map[?"k"]',
          'object.?spec.?map.?k',
        ]);
    }
  }

  /** `list.all(x, …)`, with `x` known in the body. */
  #loop(list: Kind, item: Kind, call: (name: string, body: () => string) => string, body: Kind): string {
    const name = this.#random.pick(['x', 'y', 'z']);
    const receiver = this.#of(list);
    return `${receiver}.${call(name, () => {
      this.#locals.push({ name, kind: item });
      const out = this.#of(body);
      this.#locals.pop();
      return out;
    })}`;
  }

  #node(kind: Kind): string {
    const of = (one: Kind): string => this.#of(one);
    const random = this.#random;
    const choices: (() => string)[] = [];
    switch (kind) {
      case 'bool':
        choices.push(
          () =>
            `${of('int')} ${random.pick(['==', '!=', '<', '<=', '>', '>='])} ${of(random.pick<Kind>(['int', 'int', 'double', 'any']))}`,
          () =>
            `${of('string')} ${random.pick(['==', '!=', '<', '>='])} ${of(random.pick<Kind>(['string', 'any']))}`,
          () =>
            `${of('any')} ${random.pick(['==', '!='])} ${of(random.pick<Kind>(['any', 'map', 'ints', 'string']))}`,
          () => `(${of('bool')} ${random.pick(['&&', '||'])} ${of('bool')})`,
          () => `!(${of('bool')})`,
          () => `(${of('bool')} ? ${of('bool')} : ${of('bool')})`,
          () => `${of('int')} in ${of('ints')}`,
          () => `${of('string')} in ${of(random.pick<Kind>(['strings', 'map', 'any']))}`,
          () => `${of('string')}.${random.pick(['startsWith', 'endsWith', 'contains'])}(${of('string')})`,
          () => `${of('string')}.matches(${this.#text(['^a', '[a-z]+', 'b$', '(', '\\\\d+'])})`,
          () =>
            this.#loop(
              'strings',
              'string',
              (x, body) => `${random.pick(['all', 'exists', 'exists_one'])}(${x}, ${body()})`,
              'bool',
            ),
          () =>
            this.#loop(
              'ints',
              'int',
              (x, body) => `${random.pick(['all', 'exists'])}(i, ${x}, ${body()})`,
              'bool',
            ),
          () =>
            this.#loop(
              'map',
              'string',
              (x, body) => `${random.pick(['all', 'exists'])}(${x}, ${body()})`,
              'bool',
            ),
          () => `isQuantity(${this.#text(quantities)})`,
          () => `${of('quantity')}.${random.pick(['isGreaterThan', 'isLessThan'])}(${of('quantity')})`,
          () => `${of('quantity')} == ${of('quantity')}`,
          () => `${of('quantity')}.isInteger()`,
          () => `isSemver(${this.#text(semvers)}${random.pick(['', ', true', ', false'])})`,
          () => `${of('semver')}.${random.pick(['isGreaterThan', 'isLessThan'])}(${of('semver')})`,
          () => `isIP(${this.#text(ips)})`,
          () => `ip.isCanonical(${this.#text(ips)})`,
          () =>
            `${of('ip')}.${random.pick(['isUnspecified', 'isLoopback', 'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isGlobalUnicast'])}()`,
          () => `isCIDR(${this.#text(cidrs)})`,
          () => `${of('cidr')}.containsIP(${random.chance(0.5) ? of('ip') : this.#text(ips)})`,
          () => `${of('cidr')}.containsCIDR(${random.chance(0.5) ? of('cidr') : this.#text(cidrs)})`,
          () => `isURL(${this.#text(urls)})`,
          () =>
            `sets.${random.pick(['contains', 'equivalent', 'intersects'])}(${of('strings')}, ${of('strings')})`,
          () => `${of(random.pick<Kind>(['ints', 'strings', 'any']))}.isSorted()`,
          () => `${of(random.pick<Kind>(['ints', 'any']))}.includes(${of('int')})`,
          () => `${of('optional')}.hasValue()`,
          () => `bool(${of('string')})`,
          () => `${of('duration')} ${random.pick(['<', '==', '>'])} ${of('duration')}`,
          () => `${of('time')} ${random.pick(['<', '==', '>'])} ${of('time')}`,
          () =>
            `type(${of('any')}) == ${random.pick(['string', 'int', 'double', 'bool', 'list', 'map', 'null_type'])}`,
          () => `format.named(${this.#text(names)}).hasValue()`,
        );
        break;
      case 'int':
        choices.push(
          () => `${of('int')} ${random.pick(['+', '-', '*', '/', '%'])} ${of('int')}`,
          () => `size(${of(random.pick<Kind>(['string', 'ints', 'strings', 'map', 'any']))})`,
          () => `${of('string')}.size()`,
          () => `int(${of(random.pick<Kind>(['string', 'double', 'int', 'any', 'duration', 'time']))})`,
          () => `${of('ints')}.${random.pick(['sum', 'min', 'max'])}()`,
          () =>
            `dyn(${of(random.pick<Kind>(['ints', 'strings']))}).${random.pick(['indexOf', 'lastIndexOf'])}(${of(random.pick<Kind>(['int', 'string']))})`,
          () => `${of('string')}.${random.pick(['indexOf', 'lastIndexOf'])}(${of('string')})`,
          () => `${of('string')}.${random.pick(['indexOf', 'lastIndexOf'])}(${of('string')}, ${of('int')})`,
          () => `${of('quantity')}.compareTo(${of('quantity')})`,
          () => `${of('quantity')}.asInteger()`,
          () => `sign(${of('quantity')})`,
          () => `${of('semver')}.${random.pick(['major', 'minor', 'patch'])}()`,
          () => `${of('semver')}.compareTo(${of('semver')})`,
          () => `${of('ip')}.family()`,
          () => `${of('cidr')}.prefixLength()`,
          () => `${of('ints')}[${of('int')}]`,
          () => `${of('optional')}.orValue(${of('int')})`,
          () => `-(${of('int')})`,
          () =>
            `${of('time')}.${random.pick(['getFullYear', 'getMonth', 'getDayOfMonth', 'getDayOfWeek', 'getHours', 'getDate', 'getSeconds', 'getMilliseconds', 'getDayOfYear'])}()`,
          () =>
            `${of('duration')}.${random.pick(['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'])}()`,
        );
        break;
      case 'double':
        choices.push(
          () => `${of('double')} ${random.pick(['+', '-', '*', '/'])} ${of('double')}`,
          () => `double(${of(random.pick<Kind>(['string', 'int', 'any']))})`,
          () => `quantity(${this.#text(quantities)}).asApproximateFloat()`,
          () => `[0.5, 1.5].${random.pick(['sum', 'max', 'min'])}()`,
        );
        break;
      case 'string':
        choices.push(
          () => `${of('string')} + ${of('string')}`,
          () =>
            `string(${of(random.pick<Kind>(['int', 'double', 'bool', 'string', 'any', 'duration', 'time', 'ip', 'cidr']))})`,
          () => `${of('string')}.${random.pick(['lowerAscii', 'upperAscii', 'trim'])}()`,
          () => `${of('string')}.charAt(${of('int')})`,
          () => `${of('string')}.substring(${of('int')}${random.chance(0.5) ? `, ${of('int')}` : ''})`,
          () =>
            `${of('string')}.replace(${of('string')}, ${of('string')}${random.chance(0.4) ? `, ${of('int')}` : ''})`,
          () => `${of(random.pick<Kind>(['strings', 'strings', 'any']))}.join(${random.pick(['', '","'])})`,
          () =>
            `${this.#text(formats)}.format([${[of('any'), ...(random.chance(0.3) ? [of('int')] : [])].join(', ')}])`,
          () =>
            `${this.#text(formats)}.format([${of(random.pick<Kind>(['int', 'double', 'string', 'map', 'strings', 'bool', 'duration', 'time']))}])`,
          () => `strings.quote(${of('string')})`,
          () => `${of('string')}.find(${this.#text(['a+', '[0-9]+', 'z*'])})`,
          () =>
            `url(${this.#text(urls)}).${random.pick(['getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath'])}()`,
          () => `${of('strings')}[${of('int')}]`,
          () => `object.spec.map[${of('string')}]`,
          () => `(${of('bool')} ? ${of('string')} : ${of('string')})`,
        );
        break;
      case 'ints':
        choices.push(
          () => `${of('ints')} + ${of('ints')}`,
          () => this.#loop('ints', 'int', (x, body) => `map(${x}, ${body()})`, 'int'),
          () => this.#loop('ints', 'int', (x, body) => `filter(${x}, ${body()})`, 'bool'),
          () => this.#loop('ints', 'int', (x, body) => `transformList(i, ${x}, ${body()})`, 'int'),
          () => this.#loop('ints', 'int', (x, body) => `sortBy(${x}, ${body()})`, 'int'),
          () => `${of('ints')}.${random.pick(['sort', 'distinct', 'reverse'])}()`,
          () => `${of('ints')}.slice(${of('int')}, ${of('int')})`,
          () => `[[1, 2], [3]].flatten()`,
          () => `lists.range(${random.pick(['0', '3', '-1'])})`,
          () => `object.spec.?ints.orValue([1])`,
        );
        break;
      case 'strings':
        choices.push(
          () => `${of('string')}.split(${of('string')}${random.chance(0.4) ? `, ${of('int')}` : ''})`,
          () => `${of('strings')} + ${of('strings')}`,
          () => this.#loop('strings', 'string', (x, body) => `map(${x}, ${body()})`, 'string'),
          () => this.#loop('strings', 'string', (x, body) => `filter(${x}, ${body()})`, 'bool'),
          () => `${this.#loop('map', 'string', (x, body) => `map(${x}, ${body()})`, 'string')}.sort()`,
          () =>
            `${of('string')}.findAll(${this.#text(['a', '[a-z]', 'b*'])}${random.chance(0.3) ? `, ${of('int')}` : ''})`,
          () => `${of('strings')}.${random.pick(['sort', 'distinct', 'reverse'])}()`,
          () => `format.${random.pick(names.slice(0, 11))}().validate(${of('string')}).orValue([])`,
        );
        break;
      case 'map':
        choices.push(
          () => this.#loop('map', 'any', (x, body) => `transformMap(k, ${x}, ${body()})`, 'any'),
          () =>
            this.#loop(
              'strings',
              'string',
              (x, body) => `distinct().transformMapEntry(i, ${x}, {string(i): ${body()}})`,
              'int',
            ),
          () => `url(${this.#text(urls)}).getQuery()`,
          () => `{${this.#text(words)}: ${of('int')}}`,
        );
        break;
      case 'quantity':
        choices.push(
          () =>
            `${of('quantity')}.${random.pick(['add', 'sub'])}(${of(random.pick<Kind>(['quantity', 'int']))})`,
          () => `quantity(${of('string')})`,
        );
        break;
      case 'optional':
        choices.push(
          () => `${of('optional')}.or(${of('optional')})`,
          () => `${of('optional')}.optMap(v, dyn(v == ${of('any')}))`,
          () => `optional.ofNonZeroValue(${of('any')})`,
          () => `object.spec.ints[?${of('int')}]`,
          () => `dyn(${of(random.pick<Kind>(['ints', 'strings']))}).${random.pick(['first', 'last'])}()`,
        );
        break;
      case 'cidr':
        choices.push(() => `${of('cidr')}.masked()`);
        break;
      case 'ip':
        choices.push(() => `${of('cidr')}.ip()`);
        break;
      case 'semver':
        choices.push(() => `semver(${this.#text(semvers)}, true)`);
        break;
      case 'duration':
        choices.push(
          () => `(${of('duration')} ${random.pick(['+', '-'])} ${of('duration')})`,
          () => `(${of('time')} - ${of('time')})`,
        );
        break;
      case 'time':
        choices.push(() => `(${of('time')} ${random.pick(['+', '-'])} ${of('duration')})`);
        break;
      case 'any':
        return this.#leaf(kind);
    }
    return random.pick(choices)();
  }
}
