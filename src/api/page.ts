import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

const STYLE = `body { margin: 12vh auto; max-width: 30rem; padding: 0 1.25rem; font: 1.05rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.3rem; line-height: 1.25 }`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
/** Nothing but the style above: no script, no picture, no frame around it. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A page of Daybook's own, for a person whose browser cannot be sent on. Plain text goes in; a title and sentences. */
export function sendPage(
  response: ServerResponse,
  status: number,
  { title, sentences }: { title: string; sentences: readonly string[] },
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  }).end(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${sentences.map((it) => `<p>${escaped(it)}</p>`).join('\n')}</main></body></html>
`)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
