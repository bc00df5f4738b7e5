import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { text } from 'node:stream/consumers'

export interface Answering {
  url: string
  /** What arrived, in order. */
  requests: Received[]
  /** How the next requests are answered; a test sets it. */
  answer: (request: Received, response: Parameters<RequestListener>[1]) => void
}

export interface Received {
  method: string
  path: string
  query: URLSearchParams
  /** Path and query, as they came. */
  target: string
  headers: IncomingMessage['headers']
  body: string
}

/** A real server on 127.0.0.1 that answers as the test says; gone when the test file ends. */
export async function startAnswering(): Promise<Answering> {
  const it: Answering = { url: '', requests: [], answer: json(200, {}) }
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const received = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        target: request.url ?? '/',
        headers: request.headers,
        body,
      }
      it.requests.push(received)
      it.answer(received, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return it
}

/** Answers with JSON. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answering['answer'] =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

/** Answers one request after another differently; the last answer stays. */
export function inTurn(...answers: Answering['answer'][]): Answering['answer'] {
  let turn = 0
  return (request, response) => {
    answers[Math.min(turn++, answers.length - 1)]?.(request, response)
  }
}
