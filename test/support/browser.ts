import assert from 'node:assert/strict'

// A browser as far as consent pages need one: it reads a page, presses a button or follows a link, and is redirected.

/** What the person does on the page. */
export type Decision = 'agree' | 'refuse'

const AGREE = ['approve', 'agree']
const REFUSE = ['deny', 'refuse']

/** Opens the page, decides, and follows redirects until one leads to `until`; returns that address, unvisited. */
export async function visit(address: string, decision: Decision, until: string): Promise<URL> {
  const page = await fetch(address, { redirect: 'manual' })
  const html = await page.text()
  assert.equal(
    page.status,
    200,
    `${new URL(address).pathname} answered ${page.status}: ${html.slice(0, 300)}`,
  )
  const sent = html.includes('<form')
    ? await submit(address, html, decision)
    : await click(address, html, decision)
  return await follow(address, sent, until)
}

async function submit(address: string, html: string, decision: Decision): Promise<Response> {
  const action = /<form[^>]*\baction="([^"]*)"/.exec(html)?.[1]
  const fields = new URLSearchParams({ decision: buttonFor(html, decision) })
  const select = /<select name="([^"]+)">\s*<option value="([^"]+)"/.exec(html)
  if (select !== null) fields.set(select[1] ?? '', select[2] ?? '')
  return await fetch(new URL(unescaped(action ?? address), address), {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  })
}

async function click(address: string, html: string, decision: Decision): Promise<Response> {
  const words = decision === 'agree' ? AGREE : REFUSE
  const link = [...html.matchAll(/<a [^>]*\bid="([^"]+)"[^>]*\bhref="([^"]+)"/g)].find((it) =>
    words.includes(it[1] ?? ''),
  )
  assert.ok(link, 'the page has no link for it')
  return await fetch(new URL(unescaped(link[2] ?? ''), address), { redirect: 'manual' })
}

function buttonFor(html: string, decision: Decision): string {
  const words = decision === 'agree' ? AGREE : REFUSE
  const values = [...html.matchAll(/<button name="decision" value="([^"]+)"/g)].map((it) => it[1] ?? '')
  const value = values.find((it) => words.includes(it))
  assert.ok(value, `the page has no button for it: ${values.join(', ')}`)
  return value
}

async function follow(from: string, first: Response, until: string): Promise<URL> {
  let [address, response] = [from, first]
  for (let hops = 0; hops < 5; hops++) {
    const location = response.headers.get('location')
    assert.ok(location, `${new URL(address).pathname} answered ${response.status}: ${await response.text()}`)
    const next = new URL(location, address)
    if (next.href.startsWith(until)) return next
    address = next.href
    response = await fetch(next, { redirect: 'manual' })
  }
  throw new Error('redirected too often')
}

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
