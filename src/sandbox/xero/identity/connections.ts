import type { Random } from '../../kit/random.ts'
import type { JsonObject } from '../json.ts'

interface Connection {
  id: string
  authEventId: string
  tenantId: string
  tenantName: string
  createdAt: number
  updatedAt: number
}

/** The organisations that the app may reach. */
export class Connections {
  readonly #random: Random
  readonly #tenants: readonly { tenantId: string; name: string }[]
  #connections: Connection[] = []

  constructor(random: Random, tenants: readonly { tenantId: string; name: string }[]) {
    this.#random = random
    this.#tenants = tenants
  }

  /** A consent was given for all of them. A connection that stands keeps its id. */
  connect(authEventId: string, now: number): void {
    this.#connections = this.#tenants.map(({ tenantId, name }) => {
      const standing = this.#connections.find((it) => it.tenantId === tenantId)
      const begun = standing ?? { id: this.#random.uuid(), createdAt: now }
      return { ...begun, authEventId, tenantId, tenantName: name, updatedAt: now }
    })
  }

  has(tenantId: string): boolean {
    return this.#connections.some((it) => it.tenantId === tenantId)
  }

  /** False when there is none of that id. */
  remove(id: string): boolean {
    const left = this.#connections.filter((it) => it.id !== id)
    const isRemoved = left.length < this.#connections.length
    this.#connections = left
    return isRemoved
  }

  clear(): void {
    this.#connections = []
  }

  told(authEventId: string | null): JsonObject[] {
    return this.#connections
      .filter((it) => authEventId === null || it.authEventId === authEventId)
      .map((it) => ({
        id: it.id,
        authEventId: it.authEventId,
        tenantId: it.tenantId,
        tenantType: 'ORGANISATION',
        tenantName: it.tenantName,
        createdDateUtc: instant(it.createdAt),
        updatedDateUtc: instant(it.updatedAt),
      }))
  }
}

/** Seven digits of a second, and no zone. */
const instant = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}0000`
