/** One passage of a Go source and what stands there instead. */
interface Edit {
  readonly from: string;
  readonly to: string;
}

/** Edits to one file, named by its path below `vendor/`. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/**
 * jsonschema v6.0.2 walks Go maps, so that real kubeconform lists several errors of one object in another order
 * each time it is asked. Walking their keys sorted gives the same errors in one order.
 */
export const SORTED_ERRORS: FileEdits = {
  file: 'github.com/santhosh-tekuri/jsonschema/v6/validator.go',
  edits: [
    { from: '\t"fmt"\n', to: '\t"cmp"\n\t"fmt"\n\t"maps"\n' },
    {
      from: 'for pname, dep := range s.Dependencies {',
      to: 'for _, pname := range slices.Sorted(maps.Keys(s.Dependencies)) {\n\t\tdep := s.Dependencies[pname]',
    },
    {
      from: 'for pname, pvalue := range obj {',
      to: 'for _, pname := range slices.Sorted(maps.Keys(obj)) {\n\t\tpvalue := obj[pname]',
    },
    {
      from: 'for regex, sch := range s.PatternProperties {',
      to:
        'for _, regex := range slices.SortedFunc(maps.Keys(s.PatternProperties), ' +
        'func(a, b Regexp) int { return cmp.Compare(a.String(), b.String()) }) {\n' +
        '\t\t\tsch := s.PatternProperties[regex]',
    },
    { from: 'for pname := range obj {', to: 'for _, pname := range slices.Sorted(maps.Keys(obj)) {' },
    {
      from: 'for pname, sch := range s.DependentSchemas {',
      to: 'for _, pname := range slices.Sorted(maps.Keys(s.DependentSchemas)) {\n\t\tsch := s.DependentSchemas[pname]',
    },
    {
      from: 'for pname, reqd := range s.DependentRequired {',
      to: 'for _, pname := range slices.Sorted(maps.Keys(s.DependentRequired)) {\n\t\treqd := s.DependentRequired[pname]',
    },
    {
      from: 'for pname := range vd.uneval.props {',
      to: 'for _, pname := range slices.Sorted(maps.Keys(vd.uneval.props)) {',
    },
    {
      from: 'for i := range vd.uneval.items {',
      to: 'for _, i := range slices.Sorted(maps.Keys(vd.uneval.items)) {',
    },
  ],
};

/**
 * jsonschema v6.0.2 compiles the metaschemas of all drafts when a program starts, which takes longer than all
 * else in it. A draft's are compiled when a schema first names it.
 */
export const LAZY_METASCHEMAS: FileEdits = {
  file: 'github.com/santhosh-tekuri/jsonschema/v6/draft.go',
  edits: [
    { from: '\tsch           *Schema\n', to: '\tsch           *Schema\n\tloaded        bool\n' },
    {
      from: 'func init() {\n\tc := NewCompiler()',
      to: 'func (d *Draft) load() {\n\tif d.loaded {\n\t\treturn\n\t}\n\td.loaded = true\n\tc := NewCompiler()',
    },
    {
      from: 'for _, d := range []*Draft{Draft4, Draft6, Draft7, Draft2019, Draft2020} {',
      to: '{',
    },
    {
      from: 'vocabs := d.activeVocabs(assertVocabs, vocabularies)\n',
      to: 'd.draft.load()\n\tvocabs := d.activeVocabs(assertVocabs, vocabularies)\n',
    },
  ],
};

const STRFMT = 'k8s.io/kube-openapi/pkg/validation/strfmt';

/** kubeconform needs of strfmt how a duration is read; the rest prepares dozens of regular expressions. */
export const DURATION_ALONE: FileEdits = {
  file: `${STRFMT}/duration.go`,
  edits: [
    {
      from:
        'func init() {\n\td := Duration(0)\n\t// register this format in the default registry\n' +
        '\tDefault.Add("duration", &d, IsDuration)\n}\n',
      to: '',
    },
    { from: 'string(data) == jsonNull', to: 'string(data) == "null"' },
  ],
};

/** The files of strfmt that go with {@link DURATION_ALONE}. */
export const REMOVED: readonly string[] = [
  'bson',
  'date',
  'default',
  'format',
  'kubernetes-extensions',
  'time',
].map((name) => `${STRFMT}/${name}.go`);

/**
 * Applies edits to a source.
 * @throws Error when a passage is not there exactly once: the source is another version than the edits are for
 */
export function applyEdits(source: string, { file, edits }: FileEdits): string {
  return edits.reduce((text, { from, to }) => {
    const pieces = text.split(from);
    if (pieces.length !== 2) throw new Error(`${file}: found ${pieces.length - 1} times: ${from}`);
    return pieces.join(to);
  }, source);
}
