/** A few places for those who stay long. */
export class Seats {
  #free: number

  constructor(seats: number) {
    this.#free = seats
  }

  /** The function gives the place back. Null when none is free. */
  take(): (() => void) | null {
    if (this.#free === 0) return null
    this.#free -= 1
    let taken = true
    return () => {
      if (taken) this.#free += 1
      taken = false
    }
  }
}
