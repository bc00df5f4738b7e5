import type { SandboxResponse } from './provider.ts'

const STYLE = `body { margin: 12vh auto; max-width: 26rem; padding: 0 1.25rem; font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.1rem }
button, a, select { display: inline-block; margin: .25rem .5rem .25rem 0; padding: .5rem 1rem; font: inherit }
a { border: 1px solid; border-radius: 3px; text-decoration: none }`

/** A page of a played provider, for a person on a screen of any width. `content` is HTML. */
export const page = (status: number, title: string, content: string): SandboxResponse => ({
  status,
  headers: { 'content-type': 'text/html;charset=UTF-8' },
  body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${content}</body></html>`,
})

/** As text within HTML, or within an attribute's double quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
