import { templateByName } from '../diagnostics/template-syntax.ts';

/** Files in the validated folders that are skipped, because only their own tool can render them. */
export interface Unrendered {
  /** Folders of Helm charts. */
  charts: Set<string>;
  /** Files of other templates that mention Karpenter. */
  templates: Set<string>;
}

/** How many files of one language a note names. */
const MOST_FILES = 3;

/** A line for each chart and each template language: what is not validated, and how to do it. */
export function unrenderedNotes({ charts, templates }: Unrendered): string[] {
  return [
    ...Array.from(
      charts,
      (chart) =>
        `note: the templates of the Helm chart ${chart} are not rendered: helm template ${chart} | poolwright validate -`,
    ),
    ...templateNotes(templates),
  ];
}

function* templateNotes(templates: ReadonlySet<string>): Iterable<string> {
  const byLanguage = new Map<string, { help: string; files: string[] }>();
  for (const file of templates) {
    const { language, help } = templateByName(file) ?? { language: 'a template', help: '' };
    const known = byLanguage.get(language);
    if (known) known.files.push(file);
    else byLanguage.set(language, { help, files: [file] });
  }
  for (const [language, { help, files }] of byLanguage) {
    const more = files.length - MOST_FILES;
    const names = `${files.slice(0, MOST_FILES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    yield `note: not validated, since it is ${language}: ${names}. ${help}`;
  }
}
