/** Counts what each caller has open, so that none of them takes more than a share. */
export class AtOnce {
  readonly #most: number
  readonly #open = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** The function that ends what was opened, to be called at least once; null where the caller has too much open. */
  enter(caller: string): (() => void) | null {
    const open = this.#open.get(caller) ?? 0
    if (open >= this.#most) return null
    this.#open.set(caller, open + 1)
    let left = false
    return () => {
      if (!left) this.#leave(caller)
      left = true
    }
  }

  #leave(caller: string): void {
    const open = (this.#open.get(caller) ?? 0) - 1
    if (open > 0) this.#open.set(caller, open)
    else this.#open.delete(caller)
  }
}
