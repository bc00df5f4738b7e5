import { parseExactJson } from '../../domain/exact-json.ts'
import type { HttpRequest } from './http.ts'

/** The address of a request below the base. Throws TypeError when it would lead to another origin. */
export function addressOf(baseUrl: string, { path, query = {} }: HttpRequest): URL {
  const url = new URL(baseUrl + path)
  if (!path.startsWith('/') || url.origin !== new URL(baseUrl).origin) {
    throw new TypeError(`A request's path must begin with a slash and stay at ${new URL(baseUrl).origin}.`)
  }
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const each of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(each))
  }
  return url
}

export interface Payload {
  body: string | null
  headers: Record<string, string>
}

/** What goes over the wire as the request's body, its JSON with `also` in it. Throws TypeError when there are two bodies. */
export function payloadOf(
  { json, form, text }: HttpRequest,
  also?: Readonly<Record<string, string>>,
): Payload {
  if ([json, form, text].filter((it) => it !== undefined).length > 1) {
    throw new TypeError('A request has at most one of json, form and text.')
  }
  if (json !== undefined) {
    const whole = also !== undefined && typeof json === 'object' ? { ...json, ...also } : json
    return payload(JSON.stringify(whole), 'application/json')
  }
  if (form !== undefined)
    return payload(new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded')
  if (text !== undefined) return payload(text.body, text.contentType)
  return { body: null, headers: {} }
}

const payload = (body: string, contentType: string): Payload => ({
  body,
  headers: { 'content-type': contentType },
})

export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** The whole body. Throws TooLargeError as soon as it is larger than allowed. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) throw new TooLargeError(`The answer is larger than ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The bytes as exact JSON, or undefined when they are not JSON in UTF-8. */
export function readJson(bytes: Buffer): unknown {
  try {
    return parseExactJson(utf8.decode(bytes))
  } catch {
    return undefined
  }
}
