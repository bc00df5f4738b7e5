import type { SandboxProvider } from './provider.ts'

export interface Trading {
  /** From now on something happens at one of the providers, in turn, this often; null: the books stand still. */
  every(ms: number | null): void
}

export function createTrading(providers: readonly SandboxProvider[]): Trading {
  let ticker: NodeJS.Timeout | undefined
  let turn = 0
  return {
    every(ms) {
      clearInterval(ticker)
      if (ms === null) return
      ticker = setInterval(() => {
        providers[turn % providers.length]?.trade()
        turn += 1
      }, ms).unref()
    },
  }
}
