import {
  execute,
  getOperationAST,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit'
import { breadthOf } from './breadth.ts'
import { MOST } from './limits.ts'

type Run = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>

/**
 * Runs an operation; a query that comes a second time is compiled to JavaScript first, which halves what it costs.
 * Compiled queries live as long as their documents in the parser's cache (documents.ts), whose bound is theirs too.
 */
export function createRun(schema: GraphQLSchema): Run {
  // Null: not to be compiled.
  const queries = new WeakMap<OperationDefinitionNode, CompiledQuery | 'SEEN' | null>()

  return (args) => {
    const compiled = compiledOf(args)
    if (compiled === null) return execute(args)
    return compiled.query(args.rootValue, args.contextValue, args.variableValues)
  }

  function compiledOf(args: ExecutionArgs): CompiledQuery | null {
    const operation = getOperationAST(args.document, args.operationName)
    // What is not a query, or not an operation of this document: the plain executor says so best.
    if (operation?.operation !== OperationTypeNode.QUERY) return null
    const known = queries.get(operation)
    if (known !== undefined && known !== 'SEEN') return known
    const made = known === undefined ? 'SEEN' : compile(args, operation)
    queries.set(operation, made)
    return made === 'SEEN' ? null : made
  }

  /** Code is made for every field, before the limits on complexity are looked at: they hold for what is run. */
  function compile(
    { document, operationName }: ExecutionArgs,
    operation: OperationDefinitionNode,
  ): CompiledQuery | null {
    if (breadthOf(document, operation) > MOST.fields) return null
    const compiled = compileQuery(schema, document, operationName ?? undefined)
    return isCompiledQuery(compiled) ? compiled : null
  }
}
