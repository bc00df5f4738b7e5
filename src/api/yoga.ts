import { GraphQLError, parse, type ExecutionArgs } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import { Context, type Request, type Services } from './context.ts'
import { Documents } from './documents.ts'
import { createExecution, type Observe } from './execution.ts'
import type { ErrorCode } from './errors.ts'
import { MOST } from './limits.ts'
import { schema } from './schema.ts'
import { subscribe } from './subscribe.ts'

export type Yoga = YogaServerInstance<Request, object>

/** GraphQL Yoga as transport, parser and validator; execution and subscription are ours. */
export function createGraph(services: Services, observe: Observe): Yoga {
  const execute = createExecution(schema, services, observe)
  const ours: Plugin<Request> = {
    onParse({ setParseFn }) {
      setParseFn((source: string) => parse(source, { maxTokens: MOST.tokens }))
      return ({ result, replaceParseResult }) => {
        if (result instanceof GraphQLError) replaceParseResult(coded(result, 'GRAPHQL_PARSE_FAILED'))
      }
    },
    onValidate() {
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map((it) => coded(it, 'GRAPHQL_VALIDATION_FAILED')))
      }
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn((args: ExecutionArgs) => execute(new Context(services, requestOf(args)), args))
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn((args: ExecutionArgs) => subscribe(services, requestOf(args), execute, args))
    },
  }
  return createYoga<Request>({
    schema,
    plugins: [ours],
    graphqlEndpoint: '/graphql',
    parserAndValidationCache: { documentCache: new Documents(), errorCache: new Documents() },
    // Errors are made fit to leave where they arise.
    maskedErrors: false,
    logging: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    cors: false,
  })
}

/** Yoga hands on what the server gave it. */
function requestOf({ contextValue }: ExecutionArgs): Request {
  const { caller, authorization, requestId } = contextValue as Request
  return { caller, authorization, requestId }
}

function coded(error: unknown, code: ErrorCode): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error
  const { message, nodes = null, source = null, positions = null } = error
  return new GraphQLError(message, { nodes, source, positions, extensions: { ...error.extensions, code } })
}
