import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import {
  GraphQLError,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import type { Context as SocketContext, SubscribePayload } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { Request, Services } from './context.ts'
import { apiError } from './errors.ts'
import { MOST } from './limits.ts'
import type { Yoga } from './yoga.ts'

const MOST_PER_SOCKET = 100
/** A caller that does not answer the closing is cut off. */
const CLOSE_WITHIN_MS = 3_000

// Types, because graphql-ws wants both open to further properties.
type Parameters = { authorization?: unknown }
type SocketExtra = Extra & { asked?: Omit<Request, 'requestId'> } & Record<PropertyKey, unknown>

/** What Yoga's getEnveloped gives for one operation. */
interface Enveloped {
  schema: GraphQLSchema
  parse(source: string): DocumentNode
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[]
  contextFactory(): Promise<unknown>
  execute(args: ExecutionArgs): Promise<ExecutionResult>
  subscribe(args: ExecutionArgs): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>>
}

/** graphql-ws on /graphql. A socket belongs to the key that it was opened with. */
export function serveSockets(server: Server, yoga: Yoga, services: Services): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MOST.bytes })
  const disposable = useServer<Parameters, SocketExtra>(
    {
      // False closes the socket with 4403, Forbidden.
      async onConnect({ connectionParams, extra }) {
        const authorization = connectionParams?.authorization ?? extra.request.headers.authorization
        const caller = await services.authentication(authorization)
        if (caller === null || typeof authorization !== 'string') return false
        extra.asked = { caller, authorization }
        return true
      },
      onSubscribe: (socket, _id, payload) => argsOf(socket, payload, yoga, services),
      execute: (args) => envelopedOf(args).execute({ ...args, rootValue: undefined }),
      subscribe: (args) => envelopedOf(args).subscribe({ ...args, rootValue: undefined }),
    },
    sockets,
  )
  return async () => {
    const patience = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, CLOSE_WITHIN_MS)
    await disposable.dispose()
    clearTimeout(patience)
  }
}

/** An operation made ready to run, or why it can't; a thrown error would close the socket and all that is on it. */
async function argsOf(
  { extra: { asked }, subscriptions }: SocketContext<Parameters, SocketExtra>,
  payload: SubscribePayload,
  yoga: Yoga,
  { authentication }: Services,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  // The key may have been revoked since the socket was opened.
  if (asked === undefined || (await authentication(asked.authorization)) === null) {
    return [apiError('UNAUTHENTICATED', 'The API key does not hold any more.')]
  }
  if (Object.keys(subscriptions).length > MOST_PER_SOCKET) {
    return [apiError('QUERY_TOO_COMPLEX', `One socket may have ${MOST_PER_SOCKET} operations at once.`)]
  }
  const { query, variables = null, operationName = null } = payload
  const initial = { ...asked, requestId: randomUUID(), params: payload }
  const enveloped = yoga.getEnveloped(initial) as Enveloped
  try {
    const document = enveloped.parse(query)
    const errors = enveloped.validate(enveloped.schema, document)
    if (errors.length > 0) return errors
    const contextValue = await enveloped.contextFactory()
    return {
      schema: enveloped.schema,
      document,
      contextValue,
      variableValues: variables,
      operationName,
      // Operations have no root value here, so it carries this to `execute` and `subscribe`.
      rootValue: enveloped,
    }
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

const envelopedOf = ({ rootValue }: ExecutionArgs) => rootValue as Enveloped
