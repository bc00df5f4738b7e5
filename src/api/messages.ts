import type { IncomingMessage, ServerResponse } from 'node:http'
import { apiError, type ErrorCode } from './errors.ts'

/** Null when it is longer than allowed. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** As GraphQL answers have them. */
export function sendError(response: ServerResponse, status: number, message: string, code: ErrorCode): void {
  sendJson(response, status, { errors: [apiError(code, message)] })
}

/** Without a message, nothing at all. */
export function sendText(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    .end(message === '' ? '' : `${message}\n`)
}
