import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { AtOnce } from './at-once.ts'
import { Context, type Request, type Services } from './context.ts'
import { apiError, UNAUTHENTICATED } from './errors.ts'
import { asGraphQLError, present, type ExecuteIn } from './execution.ts'
import { MOST } from './limits.ts'

type Results = AsyncIterableIterator<ExecutionResult>

const subscriptions = new AtOnce(MOST.subscriptions)
const TOO_MANY = apiError(
  'QUERY_TOO_COMPLEX',
  `One API key may have ${MOST.subscriptions} subscriptions at once.`,
)

/**
 * Starts a subscription. Each event is executed in a context, and so on a snapshot, of its own; nothing is held
 * between events. The key is looked at again before each.
 */
export async function subscribe(
  services: Services,
  request: Request,
  execute: ExecuteIn,
  args: ExecutionArgs,
): Promise<Results | ExecutionResult> {
  const ending = new AbortController()
  const context = new Context(services, request, { signal: ending.signal })
  const errorContext = { requestId: request.requestId, log: services.log }
  const failed = (error: unknown) => present({ errors: [asGraphQLError(error)] }, errorContext)
  try {
    context.require('records:read')
  } catch (error) {
    return failed(error)
  }
  const leave = subscriptions.enter(request.caller.keyId)
  if (leave === null) return failed(TOO_MANY)
  const events = await createSourceEventStream({ ...args, contextValue: context }).catch(
    (error: unknown): ExecutionResult => ({ errors: [asGraphQLError(error)] }),
  )
  if (!isAsyncIterable(events)) {
    leave()
    return present(events, errorContext)
  }
  const iterator = events[Symbol.asyncIterator]()

  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    leave()
    ending.abort()
    await iterator.return?.()
    return { done: true, value: undefined }
  }

  async function next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (ending.signal.aborted) return { done: true, value: undefined }
    try {
      const event = await iterator.next()
      if (event.done === true) return await end()
      if ((await services.authentication(request.authorization)) === null) throw UNAUTHENTICATED
      return { done: false, value: await execute(context.renewed({}), { ...args, rootValue: event.value }) }
    } catch (error) {
      await end()
      return { done: false, value: failed(error) }
    }
  }

  const results: Results = { [Symbol.asyncIterator]: () => results, next, return: end }
  return results
}

const isAsyncIterable = (value: object): value is AsyncIterable<unknown> => Symbol.asyncIterator in value
