const MOST_SOURCES = 10_000

/** What this process keeps in memory for each source that it calls. */
export class PerSource<T> {
  readonly #kept = new Map<string, T>()

  /** The oldest makes room; should it still be in use, its next user starts anew. */
  of(sourceId: string, start: () => T): T {
    const known = this.#kept.get(sourceId)
    if (known !== undefined) return known
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size < MOST_SOURCES) break
      this.#kept.delete(oldest)
    }
    const started = start()
    this.#kept.set(sourceId, started)
    return started
  }
}
