import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { GraphQLError, type ExecutionArgs } from 'graphql'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import type { Context as SocketContext } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { Request, Services } from './context.ts'
import { apiError } from './errors.ts'
import { MOST } from './limits.ts'
import type { Yoga } from './yoga.ts'

const MOST_PER_SOCKET = 100

// A type, because graphql-ws wants it open to any further property.
type SocketExtra = Extra & { asked?: Omit<Request, 'requestId'> } & Record<PropertyKey, unknown>

/** What getEnveloped gives for one operation; it travels as graphql-ws's root value, which we have no other use for. */
type Enveloped = ReturnType<Yoga['getEnveloped']>

/** graphql-ws on /graphql. A socket belongs to the key that it was opened with. */
export function serveSockets(server: Server, yoga: Yoga, { authentication }: Services): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MOST.bytes })
  const disposable = useServer<{ authorization?: unknown }, SocketExtra>(
    {
      // False closes the socket with 4403, Forbidden.
      async onConnect({ connectionParams, extra }) {
        const authorization = connectionParams?.authorization ?? extra.request.headers.authorization
        const caller = await authentication(authorization)
        if (caller === null || typeof authorization !== 'string') return false
        extra.asked = { caller, authorization }
        return true
      },
      onSubscribe: (context, _id, params) => argsOf(yoga, context, params),
      execute: (args) => enveloped(args).execute(withoutRoot(args)),
      subscribe: (args) => enveloped(args).subscribe(withoutRoot(args)),
    },
    sockets,
  )
  return async () => {
    await disposable.dispose()
  }

  async function argsOf(
    graph: Yoga,
    { extra, subscriptions }: SocketContext<{ authorization?: unknown }, SocketExtra>,
    params: { query: string; operationName?: string | null | undefined; variables?: Record<string, unknown> | null | undefined },
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    if (extra.asked === undefined) throw new Error('A socket subscribed before it was let in')
    if (Object.keys(subscriptions).length >= MOST_PER_SOCKET) {
      return [apiError('QUERY_TOO_COMPLEX', `One socket may have ${MOST_PER_SOCKET} operations at once.`)]
    }
    // The key may have been revoked since the socket was opened.
    if ((await authentication(extra.asked.authorization)) === null) {
      return [apiError('UNAUTHENTICATED', 'The API key does not hold any more.')]
    }
    const initial = { ...extra.asked, requestId: randomUUID(), params }
    const { schema, parse, validate, contextFactory, ...rest } = graph.getEnveloped(initial)
    try {
      const document = parse(params.query)
      const errors = validate(schema, document)
      if (errors.length > 0) return errors
      return {
        schema,
        document,
        contextValue: await contextFactory(),
        variableValues: params.variables ?? null,
        operationName: params.operationName ?? null,
        rootValue: { schema, parse, validate, contextFactory, ...rest },
      }
    } catch (error) {
      // A syntax error thrown here would close the socket and every subscription on it.
      if (error instanceof GraphQLError) return [error]
      throw error
    }
  }
}

const enveloped = ({ rootValue }: ExecutionArgs) => rootValue as Enveloped
const withoutRoot = (args: ExecutionArgs): ExecutionArgs => ({ ...args, rootValue: undefined })
