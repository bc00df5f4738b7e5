import type { ExactNumber } from '../../../domain/exact-json.ts'

export type Decimal = number | ExactNumber
export type Value = string | Decimal

export interface Field<V extends Value = Value> {
  /** "Edm.String", "Edm.Int64", …; of an enum its name without the namespace: "NoYes". */
  type: string
  /** What is answered where there is nothing: none of these is ever null. */
  empty: V
}

export type Fields = Readonly<Record<string, Field>>
export type Row<F extends Fields = Fields> = { [Name in keyof F]: F[Name]['empty'] }

export interface EntitySet<F extends Fields = Fields> {
  /** "CustomersV3" */
  name: string
  /** The name of its type: "CustomerV3". */
  type: string
  keys: readonly string[]
  fields: F
}

/** A value as JSON writes it, without a text's quotes. */
export const textOf = (value: Value): string => (typeof value === 'object' ? value.rawJSON : String(value))

export const NULL_DAY = '1900-01-01T12:00:00Z'
export const NULL_INSTANT = '1900-01-01T00:00:00Z'

const all =
  <V extends Value>(type: string, empty: V) =>
  <const Name extends string>(...names: Name[]): Record<Name, Field<V>> =>
    Object.fromEntries(names.map((name) => [name, { type, empty }])) as Record<Name, Field<V>>

export const texts = all<string>('Edm.String', '')
export const int32s = all<number>('Edm.Int32', 0)
/** RecIds and what else goes beyond 2^32. */
export const int64s = all<number>('Edm.Int64', 0)
export const decimals = all<Decimal>('Edm.Decimal', 0)
/** Of a day: noon, as F&O tells days. */
export const days = all<string>('Edm.DateTimeOffset', NULL_DAY)
export const instants = all<string>('Edm.DateTimeOffset', NULL_INSTANT)
export const noYes = all<string>('NoYes', 'No')

/** Fields of one enum type; `empty` is its member 0. */
export const choices = <const Name extends string>(type: string, empty: string, ...names: Name[]) =>
  all(type, empty)(...names)

export const isCompanySet = (set: EntitySet): boolean => Object.hasOwn(set.fields, 'dataAreaId')

/** Checks that the keys are fields, and keeps the fields' names known to the compiler. */
export const entitySet = <const F extends Fields>(
  set: EntitySet<F> & { keys: readonly (keyof F & string)[] },
): EntitySet<F> => set
