import type { IncomingMessage, ServerResponse } from 'node:http'
import { FaultError, type Fault } from '../domain/errors.ts'
import { takeFile } from '../sync/take-file.ts'
import type { Caller } from './authentication.ts'
import type { Services } from './context.ts'
import { decodeId } from './ids.ts'
import { readBody, sendJson } from './messages.ts'

/** Beyond what any provider takes, so that the provider's own limit gives the sentence. */
const MOST_BYTES = 64_000_000

interface Upload {
  request: IncomingMessage
  response: ServerResponse
  caller: Caller
  requestId: string
}

/**
 * POST /sources/<id>/files?name=<name>, the file as the body: kept before it is answered, read at once. Answers with
 * what is in it, by stream, and whether it had come before; or with `error`, as a mutation's userErrors have it.
 */
export async function receiveFile(services: Services, { request, response, caller, requestId }: Upload) {
  const url = new URL(request.url ?? '/', 'http://daybook.invalid')
  const [, , id = ''] = url.pathname.split('/')
  const source = decodeId(id)
  if (request.method !== 'POST') {
    refuse(response, 405, invalid('Files are sent by POST, each as the body of a request of its own.'))
    return
  }
  if (!caller.scopes.includes('records:write')) {
    refuse(response, 403, { ...invalid('This key lacks the scope records:write.'), code: 'FORBIDDEN' })
    return
  }
  const bytes = await readBody(request, MOST_BYTES)
  if (bytes === null) {
    refuse(response, 413, invalid(`A file may have ${MOST_BYTES} bytes at most.`))
    return
  }
  if (source?.type !== 'Source') {
    refuse(response, 404, { ...invalid('There is no such source.'), code: 'NOT_FOUND' })
    return
  }
  try {
    const name = url.searchParams.get('name') ?? 'unnamed'
    const ids = { workspaceId: caller.workspaceId, sourceId: source.uuid }
    const kept = await takeFile(services.worker, { ...ids, name, bytes, now: services.now() })
    services.log.info({ requestId, sourceId: source.uuid, file: kept.number }, 'file received')
    sendJson(response, 200, { file: kept.number, alreadyKnown: kept.isKnown, records: kept.records })
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    refuse(response, error.fault.code === 'NOT_FOUND' ? 404 : 400, error.fault)
  }
}

const invalid = (message: string): Fault => ({
  code: 'INVALID_INPUT',
  message,
  actor: 'CALLER',
  retryable: false,
})

const refuse = (response: ServerResponse, status: number, { code, message, actor, retryable }: Fault) => {
  sendJson(response, status, { error: { code, message, actor, retryable } })
}
