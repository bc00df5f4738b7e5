import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import postgres from 'postgres'
import type { Logger } from 'pino'
import { FaultError } from '../domain/errors.ts'

/** `extensions.code` of every error that leaves. */
export type ErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'QUERY_TOO_COMPLEX'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'TIMEOUT'
  | 'INTERNAL_SERVER_ERROR'

/** An error that the caller may read as it is. */
export const apiError = (code: ErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } })

export const badInput = (message: string) => apiError('BAD_USER_INPUT', message)

/** The same for ids that are malformed, unknown, of another type or of another workspace. */
export const notFound = (what: string, id: string) =>
  apiError('NOT_FOUND', `There is no ${what} with the id "${id.slice(0, 100)}".`)

export const UNAUTHENTICATED = apiError(
  'UNAUTHENTICATED',
  'An API key is needed: send it as "Authorization: Bearer <key>", over WebSocket as the connection parameter "authorization".',
)

export interface ErrorContext {
  requestId: string
  log: Logger
}

/** What the caller is told: codes for everything, and of internal faults no more than where to find them. */
export function presentError(error: GraphQLError, { requestId, log }: ErrorContext): GraphQLError {
  const known = readableError(error)
  if (known === null) {
    log.error({ err: error.originalError ?? error, path: error.path, requestId }, 'a field failed')
  }
  const { code, message } = known ?? {
    code: 'INTERNAL_SERVER_ERROR',
    message: `Internal error, request ${requestId}.`,
  }
  const { nodes = null, path = null } = error
  return new GraphQLError(message, { nodes, path, extensions: { code } })
}

function readableError(error: GraphQLError): { code: string; message: string } | null {
  const { message } = error
  // graphql-jit leaves `extensions` out where graphql-js has an empty object.
  const { code } = (error.extensions as GraphQLErrorExtensions | undefined) ?? {}
  if (typeof code === 'string') return { code, message }
  const cause = error.originalError
  if (cause instanceof FaultError) return { code: cause.fault.code, message }
  if (cause instanceof postgres.PostgresError) return readableDatabaseError(cause)
  // GraphQL's own complaints about variables and arguments have no other error behind them, and no path or a second
  // GraphQLError; a field that broke its own type has a path.
  if (cause instanceof GraphQLError || (cause === undefined && error.path === undefined)) {
    return { code: 'BAD_USER_INPUT', message }
  }
  return null
}

function readableDatabaseError({
  code,
}: postgres.PostgresError): { code: ErrorCode; message: string } | null {
  // Class 22, data exception: only what the caller sent is ever turned from text into a value by a statement here.
  if (code.startsWith('22')) {
    return {
      code: 'BAD_USER_INPUT',
      message: 'A value in the query cannot be read: a text, date or number in it is not valid.',
    }
  }
  if (code === '57014') {
    return {
      code: 'TIMEOUT',
      message: 'The query took too long. Ask for less at once, or narrow the filter.',
    }
  }
  return null
}
