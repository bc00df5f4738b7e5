import { refused } from './context.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Throws FaultError unless the address is one of the allowed ones or lies below it. A loopback address without a port
 * allows every port of its machine, as RFC 8252 has it for programs that take whichever is free.
 */
export function requireReturnUrl(allowed: readonly string[], wanted: string): void {
  const url = new URL(wanted)
  const isPlain = url.username === '' && url.password === '' && !isAmbiguous(url.pathname)
  if (isPlain && allowed.some((it) => covers(new URL(it), url))) return
  throw refused({
    message: `Customers may not be sent to ${url.origin}${url.pathname.slice(0, 200)}. Add it to DAYBOOK_RETURN_URLS.`,
    path: ['returnUrl'],
  })
}

function covers(allowed: URL, wanted: URL): boolean {
  const anyPort = LOOPBACK.has(allowed.hostname) && allowed.port === ''
  const isThere = anyPort
    ? allowed.protocol === wanted.protocol && allowed.hostname === wanted.hostname
    : allowed.origin === wanted.origin
  const folder = allowed.pathname.replace(/\/+$/, '')
  return isThere && (wanted.pathname === folder || wanted.pathname.startsWith(`${folder}/`))
}

/** Some servers decode once more, or take what follows a ";" away, and then find another path. */
const isAmbiguous = (path: string): boolean => /%2e|%2f|%5c|%25|\.;|%3b|\/\//i.test(path)

/** The address with what came of it added. */
export function withResult(returnUrl: string, result: Readonly<Record<string, string>>): string {
  const url = new URL(returnUrl)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  return url.href
}
