import { createHash } from 'node:crypto';
import { render } from 'preact-render-to-string';
import { Body } from './components/body.tsx';
import { embeddedJson } from './embedded-json.ts';
import { showPrintable } from './printable-text.ts';
import type { RenderPage } from './render-page.ts';

/** Makes the page: one file that loads nothing, and whose policy allows only the script and the style in it. */
export const renderPage: RenderPage = (model, { script, style }) => {
  showPrintable();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Poolwright ${model.poolwright}">
${render(<title>{titleOf(model.fleet?.name)}</title>)}
<style>${style}</style>
</head>
<body>
${render(<Body model={model} />)}
<script type="application/json" id="report-data">${embeddedJson(model)}</script>
<script>${script}</script>
</body>
</html>
`;
};

function titleOf(fleet: string | undefined): string {
  return fleet === undefined ? 'Poolwright report' : `${fleet}: Poolwright report`;
}

/** The Content-Security-Policy of the page. */
function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
