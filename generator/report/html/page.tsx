import { createHash } from 'node:crypto';
import { render } from 'preact-render-to-string';
import { Body } from './components/body.tsx';
import { embeddedJson } from './embedded-json.ts';
import { showPrintable } from './printable-text.ts';
import type { LiveSource, PageAssets, RenderPage } from './render-page.ts';

/** Makes the page: one file that loads nothing, and whose policy allows only the scripts and the style in it. */
export const renderPage: RenderPage = (model, assets) => {
  const { script, style, live } = assets;
  showPrintable();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Poolwright ${model.poolwright}">
${render(<title>{titleOf(model.fleet?.name)}</title>)}
<link rel="icon" href="data:,">
${live ? `<meta name="poolwright-stamp" content="${live.stamp}">\n<script>${live.script}</script>\n` : ''}<style>${style}</style>
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

/** What a live page may load beside. */
const LIVE_POLICIES: Readonly<Record<LiveSource, string>> = {
  // A frame of the page's own file: other files cannot be read, and nothing can be sent.
  file: 'frame-src file:',
  server: "connect-src 'self'",
};

/** The Content-Security-Policy of the page. */
function policyOf({ script, style, live }: PageAssets): string {
  return [
    "default-src 'none'",
    `script-src ${[script, ...(live ? [live.script] : [])].map(hashOf).join(' ')}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    ...(live ? [LIVE_POLICIES[live.source]] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
