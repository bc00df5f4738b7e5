import type { SandboxResponse } from '../kit/provider.ts'
import type { Service } from './api.ts'
import type { Books } from './books.ts'
import type { Entra } from './entra.ts'
import { turnedAway, type Strain } from './strain.ts'

/** One played environment: its books, and all that stands between them and a client. */
export interface Environment {
  books: Books
  entra: Entra
  strain: Strain
  service: Service
  registration: Registration
}

/** Whether the client id is mapped to a user inside F&O; without that a good token opens nothing. */
export class Registration {
  #refusal: SandboxResponse | null = null

  /** 401 comes with an empty body, 403 with a page. */
  end(status: 401 | 403): void {
    this.#refusal = turnedAway(status)
  }

  restore(): void {
    this.#refusal = null
  }

  get refusal(): SandboxResponse | null {
    return this.#refusal
  }
}
