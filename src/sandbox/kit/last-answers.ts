import type { SandboxRequest, SandboxResponse } from './provider.ts'

/** The good answer that each of the newest addresses gave last, for `repeat_page` to give again. */
export interface LastAnswers {
  note(request: SandboxRequest, response: SandboxResponse): void
  /** Whatever its query; null for an address that was not asked before. */
  to(request: SandboxRequest): SandboxResponse | null
}

// Lists are asked for at few addresses; single records, at their own ones, drop out.
const MOST = 30

export function createLastAnswers(): LastAnswers {
  const answers = new Map<string, SandboxResponse>()
  return {
    note(request, response) {
      if (response.status !== 200) return
      const address = addressOf(request)
      answers.delete(address)
      answers.set(address, response)
      for (const oldest of answers.keys()) {
        if (answers.size <= MOST) break
        answers.delete(oldest)
      }
    },
    to: (request) => answers.get(addressOf(request)) ?? null,
  }
}

const addressOf = ({ method, path }: SandboxRequest): string => `${method} ${path}`
