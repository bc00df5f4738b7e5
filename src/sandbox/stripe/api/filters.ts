import type { Params } from './params.ts'

type Test = (item: object) => boolean

/** Reads its parameter; null when that is absent. */
export type Filter = (params: Params) => Test | null

const field = (item: object, name: string): unknown => Reflect.get(item, name)

export const equal =
  (name: string): Filter =>
  (params) => {
    const wanted = params.text(name)
    return wanted === undefined ? null : (item) => field(item, name) === wanted
  }

export const flag =
  (name: string): Filter =>
  (params) => {
    const wanted = params.flag(name)
    return wanted === undefined ? null : (item) => field(item, name) === wanted
  }

export const oneOf =
  (name: string, choices: readonly string[]): Filter =>
  (params) => {
    const wanted = params.oneOf(name, choices)
    return wanted === undefined ? null : (item) => field(item, name) === wanted
  }

/** `created=…` or `created[gt|gte|lt|lte]=…`, Unix seconds. */
export const range =
  (name: string): Filter =>
  (params) => {
    const bounds = params.nested(name)
    if (bounds === null) {
      const exact = params.integer(name)
      return exact === undefined ? null : (item) => field(item, name) === exact
    }
    const after = bounds.integer('gt') ?? -Infinity
    const from = bounds.integer('gte') ?? -Infinity
    const before = bounds.integer('lt') ?? Infinity
    const to = bounds.integer('lte') ?? Infinity
    return (item) => {
      const at = field(item, name)
      return typeof at === 'number' && at > after && at >= from && at < before && at <= to
    }
  }

export function readFilters(params: Params, filters: readonly Filter[]): Test {
  const tests = filters.flatMap((filter) => filter(params) ?? [])
  return (item) => tests.every((test) => test(item))
}
