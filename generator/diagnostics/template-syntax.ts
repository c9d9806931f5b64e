/** Text of a template language that nobody has filled in. */
export interface TemplateText {
  language: string;
  text: string;
  help: string;
}

const HELM = 'Render the chart first: helm template CHART | poolwright validate -';
const TERRAFORM = 'Validate what Terraform applies: write the manifest of terraform show -json to a file';

const PLACEHOLDER = 'a placeholder';

const FORMS: readonly { language: string; pattern: RegExp; help: string }[] = [
  { language: 'a Helm or Go template', pattern: /\{\{[^}\n]*\}\}/, help: HELM },
  {
    language: 'Terraform',
    pattern: /\$\{[A-Za-z_]\w*(?:\.[\w*-]+|\[[^\]\n]*\])+\}|%\{ ?(?:if|for|else|endif|endfor)\b[^}\n]*\}/,
    help: TERRAFORM,
  },
  {
    language: PLACEHOLDER,
    pattern: /^<[A-Za-z][\w .-]*>$|<<[A-Za-z][\w .-]*>>|‹[^›\n]+›/,
    help: 'Write the value instead of the placeholder',
  },
];

/** The first template expression in a value; undefined for plain text, `${NAME}` and what else Flux substitutes. */
export function templateIn(value: string): TemplateText | undefined {
  if (!/[{<‹]/.test(value)) return undefined;
  for (const { language, pattern, help } of FORMS) {
    const text = pattern.exec(value)?.[0];
    if (text !== undefined) return { language, text, help };
  }
  return undefined;
}

/** What is wrong with a text of a template language. */
export function unrenderedMessage({ text, language }: Pick<TemplateText, 'text' | 'language'>): string {
  return `${JSON.stringify(text)} is ${language}, which nothing renders here`;
}

/** How to fix a template text in fleet.yaml, which no other tool reads. */
export function fleetTemplateHelp({ help, language }: TemplateText): string {
  if (language === PLACEHOLDER) return help;
  return 'Write the value, or use a variable, ${NAME}, if it differs between clusters';
}

/** How to fix a value that still has to be filled in: a template, a placeholder or a variable; undefined for plain text. */
export function unfilledHelp(value: string): string | undefined {
  const template = templateIn(value);
  if (template) return template.help;
  const variable = /\$\{[A-Za-z_]\w*[^}]*\}/.exec(value)?.[0];
  return variable && `Write the value: nothing substitutes ${variable} here`;
}

/** Endings of files that are templates, whatever they make. */
const ENDINGS: readonly { language: string; ending: RegExp; help: string }[] = [
  { language: 'a Helm or Go template', ending: /\.(tpl|gotmpl)$/, help: HELM },
  { language: 'Terraform', ending: /\.(tf|tftpl)$/, help: TERRAFORM },
  {
    language: 'a Jinja template',
    ending: /\.(j2|jinja2?)$/,
    help: 'Render the template, and validate the output',
  },
];

/** The language of a file that by its name is a template; undefined for other files. */
export function templateByName(name: string): Omit<TemplateText, 'text'> | undefined {
  return ENDINGS.find(({ ending }) => ending.test(name));
}

/** The language of a file that is not YAML, by its line with the fault or else by all of its text; undefined for plain YAML. */
export function templateLanguage(name: string, text: string): Omit<TemplateText, 'text'> | undefined {
  const named = templateByName(name);
  if (named) return named;
  if (/\{\{-?\s*(?:\.|\/\*|if|else|end|range|with|include|define|template|toYaml|\$)/.test(text))
    return { language: 'a Helm or Go template', help: HELM };
  if (
    /^\s*(?:resource|module|data|locals|variable|provider)\b.*\{\s*$/m.test(text) ||
    /<<[-~]?[A-Z_]+\s*$/m.test(text)
  )
    return { language: 'Terraform', help: TERRAFORM };
  return undefined;
}
