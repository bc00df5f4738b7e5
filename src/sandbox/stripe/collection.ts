interface Identified {
  id: string
}

/** Objects in the order of a listing: newest first. A cursor is an id; undefined when it never was one of these. */
export interface Listing<T> {
  all(): readonly T[]
  olderThan(id: string): readonly T[] | undefined
  newerThan(id: string): readonly T[] | undefined
}

/** Objects of one kind in the order of their making. */
export class Collection<T extends Identified> implements Listing<T> {
  readonly #slots: (T | undefined)[] = []
  // A removed object's place is remembered, so that a reader that stopped at it can go on.
  readonly #places = new Map<string, number>()
  #size = 0
  #oldest = 0

  get size(): number {
    return this.#size
  }

  add(item: T): T {
    this.#places.set(item.id, this.#slots.length)
    this.#slots.push(item)
    this.#size += 1
    return item
  }

  get(id: string): T | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.#slots[place]
  }

  remove(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined || this.#slots[place] === undefined) return
    this.#slots[place] = undefined
    this.#size -= 1
  }

  /** Forgets the oldest objects beyond this many, and their places. */
  keepNewest(count: number): void {
    while (this.#size > count) {
      const oldest = this.#slots[this.#oldest]
      this.#slots[this.#oldest] = undefined
      this.#oldest += 1
      if (oldest === undefined) continue
      this.#places.delete(oldest.id)
      this.#size -= 1
    }
  }

  all(): readonly T[] {
    return this.#between(0, this.#slots.length)
  }

  olderThan(id: string): readonly T[] | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.#between(0, place)
  }

  newerThan(id: string): readonly T[] | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.#between(place + 1, this.#slots.length)
  }

  #between(from: number, to: number): T[] {
    return this.#slots
      .slice(from, to)
      .filter((item) => item !== undefined)
      .reverse()
  }
}

/** What is listed in its own order, such as an invoice's lines. */
export function listingOf<T extends Identified>(items: readonly T[]): Listing<T> {
  const placeOf = (id: string) => items.findIndex((item) => item.id === id)
  return {
    all: () => items,
    olderThan: (id) => (placeOf(id) < 0 ? undefined : items.slice(placeOf(id) + 1)),
    newerThan: (id) => (placeOf(id) < 0 ? undefined : items.slice(0, placeOf(id))),
  }
}
