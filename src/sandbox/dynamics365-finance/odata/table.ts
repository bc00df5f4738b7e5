import { textOf, type EntitySet, type Fields, type Row, type Value } from './fields.ts'

/** A row as it stands; a change replaces its values and its version. */
export interface Stored<F extends Fields = Fields> {
  readonly recId: number
  version: number
  values: Row<F>
}

/** What is read of a table; several sets may show the same one. */
export interface Listed {
  set: EntitySet
  rows(): readonly Stored[]
  find(keys: readonly Value[]): Stored | undefined
}

/** The rows of one entity set, in the order of their making. */
export class Table<F extends Fields = Fields> implements Listed {
  readonly set: EntitySet<F>
  readonly #nextRecId: () => number
  readonly #empty: Row<F>
  readonly #rows = new Map<string, Stored<F>>()

  constructor(set: EntitySet<F>, nextRecId: () => number) {
    this.set = set
    this.#nextRecId = nextRecId
    const empty = Object.entries(set.fields).map(([name, field]) => [name, field.empty])
    // Each field is there with a value of its own type, which no inference can see.
    this.#empty = Object.fromEntries(empty) as Row<F>
  }

  /** What isn't given is empty. Throws Error when there is such a key already. */
  insert(given: Partial<Row<F>>, recId = this.#nextRecId()): Stored<F> {
    const values = { ...this.#empty, ...given }
    const key = this.#keyOf(values)
    if (this.#rows.has(key)) throw new Error(`${this.set.name} has a row ${key} already`)
    const row = { recId, version: 1, values }
    this.#rows.set(key, row)
    return row
  }

  update(row: Stored<F>, changes: Partial<Row<F>>): void {
    row.values = { ...row.values, ...changes }
    // F&O draws the next one at random; any other than the last will do.
    row.version = ((row.version * 48_271) % 2_147_483_647) + 1
  }

  remove(row: Stored<F>): void {
    this.#rows.delete(this.#keyOf(row.values))
  }

  rows(): readonly Stored<F>[] {
    return [...this.#rows.values()]
  }

  find(keys: readonly Value[]): Stored<F> | undefined {
    return this.#rows.get(keyOf(keys))
  }

  #keyOf(values: Row<F>): string {
    return keyOf(this.set.keys.map((name) => values[name] as Value))
  }
}

/** The same rows under another name, without the fields that the other version of the entity hasn't. */
export function alsoListed(
  table: Listed,
  name: string,
  type: string,
  without: readonly string[] = [],
): Listed {
  const { keys, fields } = table.set
  const kept = Object.entries(fields).filter(([field]) => !without.includes(field))
  return {
    set: { name, type, keys, fields: Object.fromEntries(kept) },
    rows: () => table.rows(),
    find: (of) => table.find(of),
  }
}

/** `W/"base64 of 'version,recId'"`: weak, and another one after each change. */
export const etagOf = ({ version, recId }: Stored): string =>
  `W/"${Buffer.from(`'${version},${recId}'`).toString('base64')}"`

/** Text keys are compared as SQL Server does: in any case. */
const keyOf = (values: readonly Value[]): string => values.map(textOf).join('|').toLowerCase()
