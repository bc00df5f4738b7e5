import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'yaml'

// An official OpenAPI 3.0 description, to hold requests and answers against.

/** A call as it goes over the wire; `path` below the described server, e.g. "/Invoices". */
export interface DescribedRequest {
  method: string
  path: string
  /** Text as it is sent, lists of it, or for deepObject parameters the object: {"created":{"gte":1}}. */
  query?: Readonly<Record<string, unknown>>
  body?: unknown
}

export interface DescribedResponse {
  method: string
  path: string
  status: number
  body: unknown
}

export interface OpenApi {
  /** What is wrong with the request, by the description: nothing, or a sentence each. */
  request(request: DescribedRequest): string[]
  response(response: DescribedResponse): string[]
}

type Node = Readonly<Record<string, unknown>>

interface Parameter {
  name: string
  in: 'query' | 'path' | 'header' | 'cookie'
  required?: boolean
  schema?: Node
}

/** With `openEnums`, values outside an enum are no problem: where a provider says that it will add to them. */
export function openApi(file: string, { openEnums = false }: { openEnums?: boolean } = {}): OpenApi {
  const described = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Node
  const root = asJsonSchema(described, openEnums)
  const validators = createValidators(root)
  const operations = operationsOf(root)

  function operationOf(method: string, path: string): Operation | null {
    const matching = operations.filter((it) => it.method === method.toLowerCase() && it.pattern.test(path))
    // "/Invoices/Templates" is described beside "/Invoices/{id}": the one with fewer placeholders is meant.
    return matching.sort((a, b) => a.placeholders - b.placeholders)[0] ?? null
  }

  return {
    request({ method, path, query = {}, body }) {
      const operation = operationOf(method, path)
      if (operation === null) return [`${method} ${path} is not described`]
      const parameters = operation.parameters.map((it) => resolve(root, it) as unknown as Parameter)
      const inQuery = new Map(parameters.filter((it) => it.in === 'query').map((it) => [it.name, it]))
      const problems = Object.entries(query).flatMap(([name, value]) => {
        const schema = inQuery.get(name)?.schema
        if (!inQuery.has(name)) return [`${method} ${path} has no parameter ${name}`]
        return schema === undefined ? [] : validators.problems(schema, typed(root, schema, value), `?${name}`)
      })
      const missing = [...inQuery.values()].filter((it) => it.required && !Object.hasOwn(query, it.name))
      const bodySchema = jsonSchemaOf(root, resolve(root, (operation.node['requestBody'] ?? {}) as Node))
      return [
        ...problems,
        ...missing.map((it) => `${method} ${path} lacks the parameter ${it.name}`),
        ...(bodySchema === null || body === undefined ? [] : validators.problems(bodySchema, body, 'body')),
      ]
    },
    response({ method, path, status, body }) {
      const operation = operationOf(method, path)
      if (operation === null) return [`${method} ${path} is not described`]
      const responses = (operation.node['responses'] ?? {}) as Node
      const response = responses[String(status)] ?? responses['default']
      if (response === undefined) return [`${method} ${path} has no answer ${status}`]
      const schema = jsonSchemaOf(root, resolve(root, response as Node))
      return schema === null ? [] : validators.problems(schema, body, `${status}`)
    },
  }
}

interface Operation {
  method: string
  pattern: RegExp
  placeholders: number
  parameters: Node[]
  node: Node
}

function operationsOf(root: Node): Operation[] {
  return Object.entries((root['paths'] ?? {}) as Record<string, Node>).flatMap(([template, item]) =>
    ['get', 'put', 'post', 'patch', 'delete'].flatMap((method) => {
      const node = item[method] as Node | undefined
      if (node === undefined) return []
      const literal = template.split(/\{[^}]+\}/)
      const escaped = literal.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      const parameters = [
        ...((item['parameters'] ?? []) as Node[]),
        ...((node['parameters'] ?? []) as Node[]),
      ]
      return [
        {
          ...{ method, parameters, node, placeholders: literal.length - 1 },
          pattern: new RegExp(`^${escaped.join('[^/?]+')}$`),
        },
      ]
    }),
  )
}

function resolve(root: Node, node: Node): Node {
  const reference = node['$ref']
  if (typeof reference !== 'string') return node
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .map((it) => decodeURIComponent(it).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, name) => (at as Node)[name], root)
  return resolve(root, found as Node)
}

function jsonSchemaOf(root: Node, message: Node): Node | null {
  const content = (message['content'] ?? {}) as Record<string, Node>
  const json = Object.entries(content).find(([type]) => /\bjson\b/.test(type))?.[1]
  const schema = json?.['schema']
  return schema === undefined ? null : resolve(root, schema as Node)
}

/** A query's text as the value that its schema speaks of. */
function typed(root: Node, schema: Node, value: unknown): unknown {
  const { type, items } = resolve(root, schema) as { type?: string; items?: Node }
  if (type === 'array') {
    const each: unknown = typeof value === 'string' ? value.split(',') : value
    if (!Array.isArray(each)) return value
    return (each as unknown[]).map((it) => (items === undefined ? it : typed(root, items, it)))
  }
  if (typeof value !== 'string') return value
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function createValidators(root: Node) {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false })
  formats.default(ajv)
  // The one document that all references lead into.
  ajv.addSchema({ $id: 'description', ...absolute(root) })
  const compiled = new Map<Node, ValidateFunction>()

  return {
    problems(schema: Node, value: unknown, place: string): string[] {
      const validate = compiled.get(schema) ?? ajv.compile(absolute(schema))
      compiled.set(schema, validate)
      validate(value)
      return (validate.errors ?? [])
        .slice(0, MOST_PROBLEMS)
        .map((it) => `${place}${it.instancePath} ${it.message ?? it.keyword} ${JSON.stringify(it.params)}`)
    },
  }
}

const MOST_PROBLEMS = 20

const absolute = (node: Node): Node =>
  JSON.parse(JSON.stringify(node).replaceAll('"$ref":"#/', '"$ref":"description#/')) as Node

/** OpenAPI 3.0 as JSON Schema has it since draft 6: exclusive limits are numbers. */
function asJsonSchema(node: Node, openEnums: boolean): Node {
  const text = JSON.stringify(node, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const copy: Record<string, unknown> = { ...value }
    for (const limit of ['Minimum', 'Maximum']) {
      const exclusive = copy[`exclusive${limit}`]
      if (typeof exclusive !== 'boolean') continue
      copy[`exclusive${limit}`] = exclusive ? copy[limit.toLowerCase()] : undefined
    }
    if (openEnums && Array.isArray(copy['enum'])) delete copy['enum']
    if (copy['nullable'] !== true || copy['type'] !== undefined) return copy
    delete copy['nullable']
    return { anyOf: [copy, { type: 'null' }] }
  })
  return JSON.parse(text) as Node
}
