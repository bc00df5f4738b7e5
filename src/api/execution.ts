import {
  getOperationAST,
  OperationTypeNode,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { refetchMany } from '../sync/read-through.ts'
import { createRun } from './compiled.ts'
import { Context, type Request, type Services } from './context.ts'
import { presentError } from './errors.ts'
import { LiveReads } from './live.ts'

/** What an execution cost; for logs and tests. */
export interface Executed {
  requestId: string
  operationName: string | null
  /** SQL statements that read. */
  statements: number
  milliseconds: number
}

export type Observe = (executed: Executed) => void

/** Executes in this context; every error in the result is fit to leave. Never rejects. */
export type ExecuteIn = (context: Context, args: ExecutionArgs) => Promise<ExecutionResult>

export function createExecution(schema: GraphQLSchema, services: Services, observe: Observe): ExecuteIn {
  const run = createRun(schema)

  return async (context, args) => {
    const began = performance.now()
    const contexts = [context]
    let result: ExecutionResult
    try {
      const operation = getOperationAST(args.document, args.operationName)?.operation
      const reads = operation !== OperationTypeNode.MUTATION
      if (reads) context.require('records:read')
      result = await runIn(context, args)
      const wanted = context.live.wanted(context.workspaceId)
      if (wanted.length > 0 && reads) {
        const again = context.renewed({ live: await readLive(context.request, wanted) })
        contexts.push(again)
        result = await runIn(again, args)
      }
    } catch (error) {
      result = { errors: [asGraphQLError(error)] }
    }
    const { requestId } = context.request
    observe({
      requestId,
      operationName: args.operationName ?? null,
      statements: contexts.reduce((sum, it) => sum + it.snapshot.statements, 0),
      milliseconds: performance.now() - began,
    })
    return present(result, { requestId, log: services.log })
  }

  /** When this is done, the snapshot is given back: a provider is only asked afterwards. */
  async function runIn(context: Context, args: ExecutionArgs): Promise<ExecutionResult> {
    try {
      return await run({ ...args, contextValue: context })
    } finally {
      await context.snapshot.release()
    }
  }

  async function readLive(
    { requestId }: Request,
    wanted: ReturnType<LiveReads['wanted']>,
  ): Promise<LiveReads> {
    const { worker: database, config, log } = services
    const inTime = await refetchMany({ database, config, log, requestId }, wanted, config.liveTimeoutMs)
    return LiveReads.answered(wanted, inTime)
  }
}

export const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError(String(error), {
        originalError: error instanceof Error ? error : new Error(String(error)),
        path: [],
      })

export const present = (
  result: ExecutionResult,
  context: Parameters<typeof presentError>[1],
): ExecutionResult =>
  result.errors === undefined
    ? result
    : { ...result, errors: result.errors.map((it) => presentError(it, context)) }
